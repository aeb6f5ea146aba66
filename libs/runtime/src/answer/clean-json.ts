import { findJsonFault, type JsonFault, type JsonObject, type JsonValue } from '#protocol';

/** Control characters but tab, line feed and carriage return: they can drive a terminal. */
const control = /(?![\t\n\r])\p{Cc}/gu;

/** Text without control characters or broken Unicode: safe to store and to print. */
export function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(control, '');
}

/** What an agent gave, made safe to store; or why it cannot be. */
export type Cleaned =
  | { readonly kind: 'clean'; readonly value: JsonValue }
  | { readonly kind: 'faulty'; readonly fault: JsonFault };

/** Bounds of a reply: those of a request, but a text may be as long as a model's answer. */
const limits = { maxDepth: 32, maxKeys: 10_000, maxStringLength: 1_000_000 };

/** Parsed JSON with every text in it cleaned. Never recurses deeper than the limit. */
export function cleanJson(value: unknown): Cleaned {
  const cleaned = clean(value, 0);
  const fault = findJsonFault(cleaned, limits);
  return fault === undefined ? { kind: 'clean', value: cleaned } : { kind: 'faulty', fault };
}

/** The object of a message's content, from anything JSON can say. */
export function asContent(value: JsonValue): JsonObject {
  if (typeof value === 'string') return { text: value };
  return isObject(value) ? value : { result: value };
}

/** One level below the limit is kept, so that the search for faults still finds the depth. */
function clean(value: unknown, depth: number): JsonValue {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth > limits.maxDepth) return null;
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [cleanText(key), clean(item, depth + 1)]),
  );
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
