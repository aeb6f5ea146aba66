import type { JsonValue } from '#protocol';
import { ToolFault } from './tool.errors.js';

/** Postgres refuses `\u0000` and halves of surrogate pairs in `jsonb` (22P05, 22P02). */
export const storableText = (text: string): string => text.replaceAll('\0', '').toWellFormed();

/** Deeper JSON overflows the stack of whoever walks it next. */
export const mostLevels = 64;

/**
 * What a tool returned as plain JSON that every later reader can hold: no `undefined`, no class
 * instances, no characters that Postgres refuses, not too deep and not too long.
 *
 * @throws {ToolFault} TOOL_RESULT_TOO_LARGE beyond `maxBytes` of UTF-8, TOOL_FAILED when it is not JSON
 */
export function storableJson(value: unknown, maxBytes: number): JsonValue {
  const json = writeJson(value);
  const bytes = Buffer.byteLength(json);
  if (bytes > maxBytes) {
    throw new ToolFault(
      'TOOL_RESULT_TOO_LARGE',
      `the result has ${String(bytes)} bytes and at most ${String(maxBytes)} are passed on; ask for less`,
    );
  }
  return clean(JSON.parse(json) as JsonValue, mostLevels);
}

function writeJson(value: unknown): string {
  try {
    // Undefined for what JSON cannot say at all, whatever the types claim.
    const json = JSON.stringify(value) as string | undefined;
    return json ?? 'null';
  } catch (error) {
    throw new ToolFault('TOOL_FAILED', 'the tool returned something that is not JSON', {
      cause: error,
    });
  }
}

function clean(value: JsonValue, levelsLeft: number): JsonValue {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (levelsLeft === 0) {
    throw new ToolFault('TOOL_FAILED', `the result is nested deeper than ${String(mostLevels)}`);
  }
  if (isList(value)) return value.map((item) => clean(item, levelsLeft - 1));
  // Built without a prototype setter: a key may be `__proto__`.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [storableText(key), clean(item, levelsLeft - 1)]),
  );
}

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
