import type { JsonObject, JsonValue } from '#protocol';
import type { ProducedFile } from '../files/produced-file.js';

/** Of what servers send; whatever it is called, its type is checked by whoever keeps it. */
const endings: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'audio/wav': 'wav',
  'audio/mpeg': 'mp3',
  'application/pdf': 'pdf',
  'application/json': 'json',
  'application/gzip': 'gz',
  'text/csv': 'csv',
};

/** A file without its name. */
export type FileInBlock = Omit<ProducedFile, 'name'> & { readonly ending: string };

/** The file that a block of content holds: a picture, sound, or a resource as bytes. */
export function fileIn(block: JsonObject): FileInBlock | undefined {
  const { data, resource, mimeType } = block;
  if (typeof data === 'string') return toFile(data, mimeType);
  if (typeof resource !== 'object' || resource === null || Array.isArray(resource)) {
    return undefined;
  }
  const { blob, mimeType: type } = resource as JsonObject;
  return typeof blob === 'string' ? toFile(blob, type) : undefined;
}

function toFile(base64: string, type: JsonValue | undefined): FileInBlock {
  const isType = typeof type === 'string' && /^[a-z]+\/[a-z0-9.+-]{1,80}$/.test(type);
  const mediaType = isType ? type : 'application/octet-stream';
  return { mediaType, ending: endings[mediaType] ?? 'bin', bytes: Buffer.from(base64, 'base64') };
}
