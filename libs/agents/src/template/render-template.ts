import { parseTemplate } from './parse-template.js';

/** A name may stand in a template ten thousand times and its value be long: together a giant that nobody reads. */
const longest = 1_000_000;

/** A prompt, and what it lacks. */
export interface RenderedTemplate {
  readonly text: string;
  /** Names without a value, each once: rendered as nothing. */
  readonly missing: readonly string[];
  /** It would be longer, and ends early. */
  readonly isCut: boolean;
}

/**
 * Puts values where the template names them, in one pass: braces inside a value stay what they are.
 * Text is inserted as it is, everything else as compact JSON; `null` is a value. Only the object's
 * own keys count, so `{{constructor}}` finds nothing. What is beyond `most` characters is left out.
 */
export function renderTemplate(
  template: string,
  values: Readonly<Record<string, unknown>>,
  most = longest,
): RenderedTemplate {
  const { parts, names } = parseTemplate(template);
  // Each value is written once, however often it is named.
  const written = new Map(names.map((name) => [name, write(ownValue(values, name))]));
  const text: string[] = [];
  let room = most;
  for (const part of parts) {
    if (room < 0) break;
    const piece = part.kind === 'text' ? part.text : (written.get(part.name) ?? '');
    // Only what is shown is put together, so that a giant never comes to be.
    text.push(piece.slice(0, room));
    room -= piece.length;
  }
  const missing = names.filter((name) => ownValue(values, name) === undefined);
  return { text: text.join(''), missing, isCut: room < 0 };
}

function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function write(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
