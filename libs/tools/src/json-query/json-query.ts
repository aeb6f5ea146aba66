import type { JsonObject, JsonValue } from '#protocol';
import { jsonIn } from '../source/source-text.js';
import { sourceParameter, sourceTraits, type ReadSource } from '../source/sources.js';
import { ToolThreads } from '../threads/tool-threads.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import type { QueryJob } from './query-json.js';

export interface JsonQueryOptions {
  readonly read: ReadSource;
  /** The compiled `json-query.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
}

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['query'],
  properties: {
    query: {
      type: 'string',
      minLength: 1,
      maxLength: 2_000,
      description:
        'JMESPath, such as "orders[?total > `100`].{id: id, total: total}" or "sum(orders[].total)".',
    },
    data: { description: 'The JSON itself.' },
    source: sourceParameter,
  },
};

/**
 * `json_query`: picks and reshapes what is in JSON, by JMESPath. The result is `{ result }`, at most
 * 1 MB. It runs in a thread with a memory of its own: an expression can multiply what it is given.
 */
export function createJsonQuery({ read, threadEntry }: JsonQueryOptions): Tool {
  const threads = new ToolThreads<QueryJob, string>({
    entry: threadEntry ?? new URL('./json-query.thread.js', import.meta.url),
    name: 'json-query',
    most: 2,
    memoryMb: 128,
  });
  return {
    name: 'json_query',
    description:
      'Selects, filters and reshapes JSON (given, from an earlier call, or at a URL) with a JMESPath expression.',
    examples: ['Which orders are over 100?', 'Get the names out of this JSON'],
    safety: 'read_only',
    ...sourceTraits,
    parameters,
    timeoutMs: 15_000,
    execute: async (args, context): Promise<JsonValue> => {
      const { query, ...where } = args as unknown as QueryArguments;
      const data = await dataOf(where, read, context);
      const json = await threads.run({ query, data }, context.signal);
      return { result: JSON.parse(json) as JsonValue };
    },
  };
}

interface QueryArguments {
  readonly query: string;
  readonly data?: JsonValue;
  readonly source?: string;
}

async function dataOf(
  { data, source }: Omit<QueryArguments, 'query'>,
  read: ReadSource,
  context: ToolContext,
): Promise<JsonValue> {
  if ((data === undefined) === (source === undefined)) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'give either data or source');
  }
  if (source === undefined) return data ?? null;
  return jsonIn(await read(source, { ...context, toolName: 'json_query' }));
}
