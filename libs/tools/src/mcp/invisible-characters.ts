import type { JsonValue } from '#protocol';

/**
 * Characters that nobody sees and that turn what is read: controls, marks of direction, joints without width, tags,
 * separators, fillers. Line breaks and tabs are seen.
 */
const invisible =
  /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0\u{e0100}-\u{e01ef}]/gu;

export const hasInvisible = (text: string): boolean => text.search(invisible) !== -1;

/** The text with what nobody sees written out: `\u{202e}`. */
export const showInvisible = (text: string): string =>
  text.replaceAll(invisible, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

/** What only people and models read of a schema; everything else is also sent. */
const words = new Set(['description', 'title', '$comment']);

/**
 * A schema whose words show what nobody sees.
 * @throws {Error} when a name or a value has such characters: written out it would be another one
 */
export function showInSchema(value: JsonValue, word = ''): JsonValue {
  if (typeof value === 'string') return words.has(word) ? showInvisible(value) : visible(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => showInSchema(item));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [visible(key), showInSchema(item, key)]),
  );
}

function visible(text: string): string {
  if (hasInvisible(text)) {
    throw new Error(`has invisible characters in "${showInvisible(text).slice(0, 100)}"`);
  }
  return text;
}
