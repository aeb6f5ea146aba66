import type { JsonObject } from '#protocol';

const fenced = /^```(?:json)?\s*\n([\s\S]*?)\n?```$/i;

/**
 * The answer as an object, when the whole of it is one: bare, or in one fenced block. Text around it
 * means that the model meant to write text.
 */
export function readStructured(text: string): JsonObject | undefined {
  const trimmed = text.trim();
  const body = (fenced.exec(trimmed)?.[1] ?? trimmed).trim();
  if (!body.startsWith('{') || !body.endsWith('}')) return undefined;
  try {
    return JSON.parse(body) as JsonObject;
  } catch {
    return undefined;
  }
}
