import type { JsonObject } from '#protocol';

/** JSON Schema of the argument that names a file. */
export const fileNameParameter: JsonObject = {
  type: 'string',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._ -]{0,99}$',
  description: 'Name of the file, without its ending.',
};

/** A name with the ending of its type, whether it was given with one or not. */
export function fileNamed(name: string | undefined, stem: string, ending: string): string {
  const given = (name ?? stem).replace(/\.(?:pdf|png|svg)$/i, '');
  return `${given}.${ending}`;
}
