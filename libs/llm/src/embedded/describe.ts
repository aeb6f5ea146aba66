import type { JsonObject, JsonValue } from '#protocol';
import { figure, listed, quoted } from './wording.js';

/** Entries beyond these are counted, not told. */
const mostTold = 12;

/** A result in words: its entries by name, lists by their length and first entries. */
export function describe(value: JsonValue): string {
  if (typeof value === 'number') return figure(value);
  if (typeof value === 'string') return quoted(value, 600);
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  const entries = Object.entries(value as JsonObject);
  const told = entries
    .slice(0, mostTold)
    .map(([name, entry]) => (isList ? brief(entry) : `${name} ${brief(entry)}`));
  const more = entries.length > mostTold ? [`${entries.length - mostTold} more`] : [];
  return `${isList ? `${entries.length} entries: ` : ''}${listed([...told, ...more])}.`;
}

function brief(value: JsonValue): string {
  if (typeof value === 'number') return figure(value);
  return quoted(typeof value === 'string' ? value : JSON.stringify(value), 120);
}
