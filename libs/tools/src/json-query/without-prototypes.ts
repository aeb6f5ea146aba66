import type { JsonObject, JsonValue } from '#protocol';

/** The data without prototypes: `__proto__` then names nothing, unless the data has a key of that name. */
export function withoutPrototypes(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPrototypes);
  const entries = Object.entries(value).map(
    ([key, item]) => [key, withoutPrototypes(item)] as const,
  );
  return Object.assign(Object.create(null) as JsonObject, Object.fromEntries(entries));
}
