import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import { longestText } from './csv-arguments.js';

/**
 * The text that a call is about: given, or the body that an earlier call fetched. Records in JSON
 * are taken for the table they are.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when there is no such text, TOOL_FAILED when it is no table
 */
export function findTableText(
  { text, source }: JsonObject,
  priorResult: (callId: string) => JsonValue | undefined,
): string {
  if ((text === undefined) === (source === undefined)) {
    throw invalid('give either text or source');
  }
  if (typeof text === 'string') return text;
  const id = typeof source === 'string' ? source.replace(/^step:/, '') : '';
  const result = priorResult(id);
  if (result === undefined) throw invalid(`no earlier call "${id}" of this turn returned anything`);
  return bounded(textOf(result, id));
}

function textOf(result: JsonValue, id: string): string {
  if (typeof result === 'string') return result;
  const { status, body, json } = asObject(result);
  if (typeof status === 'number' && status >= 400) {
    throw unusable(`call "${id}" was answered with status ${String(status)}`);
  }
  if (typeof body === 'string') return plainText(body, id);
  const records = json ?? result;
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

const asObject = (value: JsonValue): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
const unusable = (message: string): ToolFault => new ToolFault('TOOL_FAILED', message);
