import type { JsonObject, JsonValue } from '#protocol';
import type { Effort } from './effort.js';

/** Writing a value down takes more than looking at it. */
const nodeUnits = 10;

/** The same text for the same JSON, in whichever order its keys come. */
export function canonicalJson(value: JsonValue, effort: Effort): string {
  effort.spend(nodeUnits);
  if (typeof value === 'string') effort.spend(value.length >> 5);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  effort.enter();
  const text = isList(value) ? ofList(value, effort) : ofObject(value, effort);
  effort.leave();
  return text;
}

const ofList = (list: readonly JsonValue[], effort: Effort): string =>
  `[${list.map((item) => canonicalJson(item, effort)).join(',')}]`;

function ofObject(object: JsonObject, effort: Effort): string {
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1));
  const written = entries.map(
    ([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item, effort)}`,
  );
  return `{${written.join(',')}}`;
}

/** Whether two values are the same JSON. */
export function isSameJson(a: JsonValue, b: JsonValue, effort: Effort): boolean {
  effort.spend(1);
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return a === b;
  if (isList(a) !== isList(b)) return false;
  return canonicalJson(a, effort) === canonicalJson(b, effort);
}

export const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);
