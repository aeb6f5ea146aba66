import { parseTemplate } from './parse-template.js';

/** A prompt, and what it lacks. */
export interface RenderedTemplate {
  readonly text: string;
  /** Names without a value, each once: rendered as nothing. */
  readonly missing: readonly string[];
}

/**
 * Puts values where the template names them, in one pass: braces inside a value stay what they are.
 * Text is inserted as it is, everything else as compact JSON; `null` is a value. Only the object's
 * own keys count, so `{{constructor}}` finds nothing.
 */
export function renderTemplate(
  template: string,
  values: Readonly<Record<string, unknown>>,
): RenderedTemplate {
  const missing = new Set<string>();
  const text = parseTemplate(template).parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined;
    if (value === undefined) missing.add(part.name);
    return write(value);
  });
  return { text: text.join(''), missing: [...missing] };
}

function write(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
