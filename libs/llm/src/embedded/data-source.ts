import type { JsonObject, JsonValue } from '#protocol';
import type { Reading } from './reading.js';

/** Where the data of a request is. */
export type DataSource =
  | { readonly kind: 'url'; readonly url: string }
  | { readonly kind: 'artifact'; readonly reference: string }
  | { readonly kind: 'table'; readonly text: string }
  /** Named, but in no way that could be read: a file name, say. */
  | { readonly kind: 'unreachable'; readonly key: string; readonly value: string };

/** Keys that hold data or say where it is, the plainest first. */
const sourceKeys = [
  'data_source',
  'source',
  'url',
  'data',
  'csv',
  'table',
  'rows',
  'dataset',
  'file',
];
/** An address, or the reference of an uploaded file: what stands first in a text is meant. */
const link = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+[^\s<>"'`{}|\\^.,;:!?)\]]|\bartifact:art_\w+/i;

/**
 * The data that a request is about: by the keys of its content, then by a link in any of its texts,
 * then, for a question without data of its own, by a link earlier in the conversation.
 */
export function findDataSource(reading: Reading): DataSource | undefined {
  const { content, request } = reading;
  const keyed = sourceKeys.map((key) => fromValue(key, content[key])).filter(isFound);
  const reachable = keyed.find(({ kind }) => kind !== 'unreachable');
  if (reachable !== undefined) return reachable;
  const linked = [...Object.values(content), request].map(linkIn).find(isFound);
  if (linked !== undefined) return linked;
  return keyed[0] ?? (asksAboutData(request) ? earlierSource(reading) : undefined);
}

/** Whether the words are about figures, so that data mentioned before is meant. */
export function asksAboutData(request: string): boolean {
  return /\b(?:analy[sz]\w*|trends?|growth|season\w*|totals?|averages?|sum|peak|highest|lowest|figures?|data(?:set)?|statistics|outliers?|compare|quarter|Q[1-4])\b/i.test(
    request,
  );
}

function earlierSource({ earlier }: Reading): DataSource | undefined {
  return earlier.map(linkIn).findLast(isFound);
}

function fromValue(key: string, value: JsonValue | undefined): DataSource | undefined {
  if (isRows(value)) return { kind: 'table', text: rowsToCsv(value) };
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const text = value.trim();
  if (/^https?:\/\/\S+$/i.test(text)) return { kind: 'url', url: text };
  if (/^artifact:\S+$/.test(text)) return { kind: 'artifact', reference: text };
  if (looksLikeTable(text)) return { kind: 'table', text };
  return linkIn(text) ?? { kind: 'unreachable', key, value: text };
}

function linkIn(value: JsonValue): DataSource | undefined {
  const found = typeof value === 'string' ? link.exec(value)?.[0] : undefined;
  if (found === undefined) return undefined;
  return found.startsWith('artifact:')
    ? { kind: 'artifact', reference: found }
    : { kind: 'url', url: found };
}

/** Several lines, cut into the same number of cells by one separator. */
export function looksLikeTable(text: string): boolean {
  const lines = text.slice(0, 5_000).split(/\r?\n/).slice(0, 4);
  const [first = '', second = ''] = lines;
  return [',', ';', '\t', '|'].some((separator) => {
    const cells = first.split(separator).length;
    return cells > 1 && second.split(separator).length === cells;
  });
}

/** Records, as JSON has them: a list of flat objects. */
export function isRows(value: JsonValue | undefined): value is readonly JsonObject[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  );
}

/** The same records as CSV (RFC 4180), for the tool that reads tables. */
export function rowsToCsv(rows: readonly JsonObject[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: JsonValue | undefined): string => {
    if (value === undefined || value === null) return '';
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => names.map((name) => cell(row[name])).join(','));
  return [names.map(cell).join(','), ...lines].join('\n');
}

function isFound<T>(value: T | undefined): value is T {
  return value !== undefined;
}
