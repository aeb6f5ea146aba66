import type { JsonObject } from '#protocol';

/** A whole answer in a Markdown fence, as models like to give JSON. */
const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i;

/** The JSON object that a text is, bare or fenced; nothing when it is something else. */
export function parseObject(text: string): JsonObject | undefined {
  const body = fenced.exec(text)?.[1] ?? text;
  if (!body.trimStart().startsWith('{')) return undefined;
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
