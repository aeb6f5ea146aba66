import { fileTypeFromBuffer, supportedMimeTypes } from 'file-type';

/** Formats whose bytes tell themselves. XML is text, of which only some begins with saying so. */
const telling = new Set<string>([...supportedMimeTypes].filter((type) => !type.endsWith('xml')));

export const tellsItself = (mediaType: string): boolean => telling.has(mediaType);

/** What the bytes begin with decides. */
export async function seeType(head: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(head))?.mime;
}
