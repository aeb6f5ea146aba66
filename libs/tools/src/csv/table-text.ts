import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import { textIn } from '../source/source-text.js';
import { asObject, type SourceContent } from '../source/sources.js';
import { longestText } from './csv-arguments.js';

/**
 * The text of the table that a source holds. Records in JSON are taken for the table they are.
 *
 * @throws {ToolFault} TOOL_FAILED when it is no table
 */
export function tableTextIn(content: SourceContent, source: string): string {
  return bounded('bytes' in content ? textIn(content) : textOf(content.value, nameOf(source)));
}

const nameOf = (source: string): string => source.replace(/^step:/, '');

function textOf(result: JsonValue, id: string): string {
  if (typeof result === 'string') return result;
  const { body, json, records: read } = asObject(result);
  if (typeof body === 'string') return plainText(body, id);
  const records = json ?? read ?? result;
  if (isRecords(records)) return toCsv(records);
  throw unusable(`call "${id}" returned neither text nor a list of records`);
}

function plainText(body: string, id: string): string {
  if (!/^\s*<(?:!doctype|html|\?xml|svg|rss|feed)\b/i.test(body)) return body;
  throw unusable(`call "${id}" fetched a page of markup, not a table`);
}

/** As CSV (RFC 4180), with every key that any record has. */
function toCsv(records: readonly JsonObject[]): string {
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) => names.map((name) => cell(record[name])).join(','));
  return [names.map(cell).join(','), ...rows].join('\n');
}

function cell(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.replaceAll('"', '""')}"`;
}

function bounded(text: string): string {
  if (text.length <= longestText) return text;
  throw unusable(`the text is longer than ${String(longestText)} characters`);
}

const isRecords = (value: JsonValue): value is readonly JsonObject[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((record) => typeof record === 'object' && record !== null && !Array.isArray(record));

const unusable = (message: string): ToolFault => new ToolFault('TOOL_FAILED', message);
