import type { JsonLimits } from './json-faults.js';
import { endOfString, findJsonPlace } from './json-place.js';

/** Why a text is not worth parsing: it is nested too deep, has too many values, or a string does not end. */
export type JsonExcess =
  | { readonly rule: 'depth' | 'keys'; /** As of a fault. */ readonly path: string }
  | { readonly rule: 'open_string' };

const quote = 0x22;
const comma = 0x2c;
/** Brackets differ from braces in this bit. */
const brace = 0x20;
const opening = 0x7b;
const closing = 0x7d;

/**
 * What of the limits a text crosses, found without parsing it: a parser takes a quarter of a second and more for a
 * megabyte of `[`, and answers nobody else meanwhile; this takes some milliseconds. A text that is within
 * the limits is never found here; one that is not may be, and is found by {@link findJsonFault} otherwise.
 */
export function findJsonExcess(bytes: Buffer, limits: JsonLimits): JsonExcess | undefined {
  let depth = 0;
  let commas = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === quote) {
      at = endOfString(bytes, at + 1);
      if (at === -1) return { rule: 'open_string' };
    } else if (byte === comma) {
      commas += 1;
      // Each stands between two values.
      if (commas >= limits.maxKeys) {
        return { rule: 'keys', path: findJsonPlace(bytes, at).container };
      }
    } else if ((byte | brace) === opening) {
      depth += 1;
      if (depth > limits.maxDepth) {
        return { rule: 'depth', path: findJsonPlace(bytes, at).value };
      }
    } else if ((byte | brace) === closing) depth -= 1;
  }
  return undefined;
}
