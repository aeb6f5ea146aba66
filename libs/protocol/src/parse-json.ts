import { findJsonError } from './json-error.js';

/**
 * JSON as people paste it into a shell. The quick start's requests hold strings that run over a line
 * end, which RFC 8259 forbids inside a string; they must work as printed. So a body that strict JSON
 * refuses is read once more with the raw line ends and tabs inside strings escaped.
 */

/** Thrown when a body is not JSON. Remedy: check the brackets and quotes near `position`. */
export class MalformedJson extends SyntaxError {
  constructor(
    message: string,
    /** Of the first character that does not belong there, from 0. */
    readonly position: number | undefined,
  ) {
    super(message);
    this.name = 'MalformedJson';
  }
}

const escapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Parses strict JSON, or JSON whose strings run over line ends. @throws {MalformedJson} */
export function parseJson(text: string): unknown {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(body) as unknown;
  } catch (error) {
    return parseEscaped(body, error);
  }
}

function parseEscaped(body: string, original: unknown): unknown {
  const escaped = escapeLineEndsInStrings(body);
  if (escaped === body) throw malformed(body, original);
  try {
    return JSON.parse(escaped) as unknown;
  } catch (error) {
    throw malformed(body, error);
  }
}

/** One pass with a flag: a regular expression over an unclosed 1 MB string would be quadratic. */
function escapeLineEndsInStrings(body: string): string {
  const parts: string[] = [];
  let copied = 0;
  let inString = false;
  for (let at = 0; at < body.length; at += 1) {
    const character = body.charAt(at);
    if (inString && character === '\\') at += 1;
    else if (character === '"') inString = !inString;
    else if (inString && escapes[character] !== undefined) {
      parts.push(body.slice(copied, at), escapes[character]);
      copied = at + 1;
    }
  }
  return parts.length === 0 ? body : parts.join('') + body.slice(copied);
}

function malformed(body: string, error: unknown): MalformedJson {
  const said = error instanceof Error ? error.message : 'not JSON';
  // V8 names a half of a character that it met, and cuts the text it quotes: readers of JSON may refuse halves.
  const reason = said.toWellFormed();
  return new MalformedJson(reason, findJsonError(body));
}
