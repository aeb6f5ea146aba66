import { search, type JSONValue } from '@jmespath-community/jmespath';
import type { JsonObject, JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';

export interface QueryJob {
  readonly query: string;
  readonly data: JsonValue;
}

/** Longest answer in characters of JSON. */
const longest = 1_048_576;

/**
 * What a JMESPath expression finds, as JSON. Small expressions can describe giants (`[@, @] | [@, @] | …`),
 * so this is work for a thread.
 *
 * @throws {ToolFault} when the expression cannot be read or its answer is too long
 */
export function queryJson({ query, data }: QueryJob): string {
  const json = write(find(query, data));
  if (json.length > longest) throw tooLong;
  return json;
}

function find(query: string, data: JsonValue): unknown {
  try {
    return search(bare(data) as JSONValue, query);
  } catch (error) {
    throw new ToolFault(
      'TOOL_ARGUMENTS_INVALID',
      `the query: ${error instanceof Error ? error.message : 'it cannot be read'}`,
    );
  }
}

/** The data without prototypes: `__proto__` then names nothing, unless the data has a key of that name. */
function bare(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(bare);
  const entries = Object.entries(value).map(([key, item]) => [key, bare(item)] as const);
  return Object.assign(Object.create(null) as JsonObject, Object.fromEntries(entries));
}

function write(found: unknown): string {
  try {
    // Undefined for what JSON cannot say, such as a function reference.
    const json = JSON.stringify(found) as string | undefined;
    return json ?? 'null';
  } catch {
    throw tooLong;
  }
}

const tooLong = new ToolFault(
  'TOOL_RESULT_TOO_LARGE',
  `the query finds more than ${String(longest)} characters; ask for less`,
);
