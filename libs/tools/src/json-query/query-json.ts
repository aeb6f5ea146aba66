import { TreeInterpreter, type JSONValue } from '@jmespath-community/jmespath';
import type { JsonValue } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import { compileQuery } from './compile-query.js';
import { withoutPrototypes } from './without-prototypes.js';

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
    return TreeInterpreter.search(compileQuery(query), withoutPrototypes(data) as JSONValue);
  } catch (error) {
    throw new ToolFault(
      'TOOL_ARGUMENTS_INVALID',
      `the query: ${error instanceof Error ? error.message : 'it cannot be read'}`,
    );
  }
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
