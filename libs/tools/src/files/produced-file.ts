import { createHash } from 'node:crypto';
import type { JsonObject } from '#protocol';

/** A file that a tool made. Its bytes never go to the model. */
export interface ProducedFile {
  /** Such as `report.pdf`. */
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Where the files go that tools make. Implemented by whoever stores them. */
export interface FileKeeper {
  /**
   * Keeps a file and gives the reference under which it is found again. Keeping the same bytes twice is the same
   * as once: a call that is made again makes its file again.
   */
  keep(file: ProducedFile, signal: AbortSignal): Promise<string>;
}

/**
 * What is told of a file that was made: name, type, size, hash, and the reference under which it is kept. Where
 * nobody keeps files, that is said: a model must not promise what nobody can fetch.
 */
export async function handOver(
  file: ProducedFile,
  { files, signal }: { readonly files?: FileKeeper | undefined; readonly signal: AbortSignal },
): Promise<JsonObject> {
  const told = {
    name: file.name,
    media_type: file.mediaType,
    size_bytes: file.bytes.length,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
  };
  if (files !== undefined)
    return { ...told, kept: true, reference: await files.keep(file, signal) };
  const note = 'The file was made, but this server keeps no files: nobody can open it.';
  return { ...told, kept: false, note };
}
