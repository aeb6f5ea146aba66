import type { JsonObject, JsonValue } from '#protocol';
import { textIn } from '../source/source-text.js';
import { sourceParameter, sourceTraits, type ReadSource } from '../source/sources.js';
import { ToolThreads } from '../threads/tool-threads.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import type { Passages, SearchJob } from './search-text.js';

export interface TextSearchOptions {
  readonly read: ReadSource;
  /** The compiled `text-search.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
}

/** As much as is fetched. */
const longestText = 5 * 1_024 * 1_024;

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['query'],
  properties: {
    query: {
      type: 'string',
      minLength: 1,
      maxLength: 300,
      description: 'Words to look for, or with mode "exact" a piece of text.',
    },
    text: { type: 'string', maxLength: longestText, description: 'The text itself.' },
    source: sourceParameter,
    mode: {
      type: 'string',
      enum: ['ranked', 'exact'],
      description:
        'ranked (default): passages with the words, best first, forgiving small misspellings; exact: every place of the text, whatever its case.',
    },
    limit: { type: 'integer', minimum: 1, maximum: 50, description: 'Passages (default 10).' },
  },
};

/**
 * `text_search`: finds passages in a long text, so that a model need not read all of it. The result is
 * `{ matches: [{ line, text, score }], total, passages }`. No patterns: they could run for ever.
 */
export function createTextSearch({ read, threadEntry }: TextSearchOptions): Tool {
  const threads = new ToolThreads<SearchJob, Passages>({
    entry: threadEntry ?? new URL('./text-search.thread.js', import.meta.url),
    name: 'text-search',
    most: 2,
    memoryMb: 256,
  });
  return {
    name: 'text_search',
    description:
      'Finds the passages of a long text (given, from an earlier call, or at a URL) that hold certain words. Use it instead of reading all of a long document.',
    examples: ['Where does this document speak of refunds?', 'Find the clause about liability'],
    safety: 'read_only',
    ...sourceTraits,
    parameters,
    timeoutMs: 20_000,
    execute: async (args, context): Promise<JsonValue> => {
      const { query, mode = 'ranked', limit = 10, ...where } = args as unknown as SearchArguments;
      const text = await textOf(where, read, context);
      const found = await threads.run({ query, mode, limit, text }, context.signal);
      return found as unknown as JsonValue;
    },
  };
}

interface SearchArguments {
  readonly query: string;
  readonly mode?: 'ranked' | 'exact';
  readonly limit?: number;
  readonly text?: string;
  readonly source?: string;
}

async function textOf(
  { text, source }: Pick<SearchArguments, 'text' | 'source'>,
  read: ReadSource,
  context: ToolContext,
): Promise<string> {
  if ((text === undefined) === (source === undefined)) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'give either text or source');
  }
  if (source === undefined) return text ?? '';
  return textIn(await read(source, { ...context, toolName: 'text_search' }));
}
