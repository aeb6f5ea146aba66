import type { JsonObject, JsonValue } from '#protocol';

/**
 * A file that a message names, and what it is: nothing in it is free text of others, so that it taints nothing.
 * Plain data, so that the journal can keep it.
 */
export interface NamedFile {
  /** `artifact:art_…`, as the message has it. */
  readonly reference: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
  /** How its name ends, in lower case: `xlsx`. Absent: not as a type does. */
  readonly ending?: string;
}

/** More files are not told of: a model finds out by itself. */
const mostTold = 8;
const reference = /\bartifact:art_[A-Za-z0-9_-]{1,64}/g;

/** References to artifacts in the texts of a content, each once, in their order. */
export function referencesIn(content: JsonObject): string[] {
  const found = textsIn(content).flatMap((text) => text.match(reference) ?? []);
  return [...new Set(found)].slice(0, mostTold);
}

/** One a line: a model that knows what a file is opens it with the tool that reads it. */
export function tellFiles(files: readonly NamedFile[]): string {
  return files
    .map(({ reference: told, mediaType, sizeBytes, ending }) => {
      const named = ending === undefined ? '' : `, named *.${ending}`;
      return `- ${told}: ${mediaType}${named}, ${String(sizeBytes)} bytes`;
    })
    .join('\n');
}

/** What the ending of a name says of its type. */
export function endingOf(name: string): { readonly ending?: string } {
  const ending = /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined ? {} : { ending };
}

function textsIn(value: JsonValue): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
