/**
 * Text as a terminal may have it: lines stay lines, and what it would take for a command (a name, an error, an answer of
 * somebody else may hold any) does not get through.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]|\p{Cf}/gu, '\u{fffd}');
}

/** JSON for programs that may end up on a terminal all the same: what it leaves as it is and terminals obey is escaped. */
export function harmlessJson(json: string): string {
  return json.replaceAll(/[\u007f-\u009f]|\p{Cf}/gu, escape);
}

/** Each half of a pair by itself, as JSON wants it. */
function escape(character: string): string {
  const halves = Array.from({ length: character.length }, (_half, at) => character.charCodeAt(at));
  return halves.map((half) => String.raw`\u` + half.toString(16).padStart(4, '0')).join('');
}
