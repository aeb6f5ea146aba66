import type { JsonObject, JsonValue } from '#protocol';
import { EgressDenied } from '../egress/egress.errors.js';
import type { GuardedFetch } from '../egress/guarded-request.js';
import { openSources, sourceTraits, type ReadSource } from '../source/sources.js';
import { ToolThreads } from '../threads/tool-threads.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import { analyzeCsv } from './analyze-csv.js';
import { csvParameters, readQuestion } from './csv-arguments.js';
import type { CsvJob } from './csv-job.js';
import type { CsvReport } from './csv-report.js';
import { tableTextIn } from './table-text.js';

export interface CsvParserOptions {
  /** Reads sources. @default those of earlier calls: who may read tables may not for that reason go out */
  readonly read?: ReadSource;
  /** The compiled `csv.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
  /** Tables read at the same time; others wait. @default 2 */
  readonly threads?: number;
  /** Memory for one table in megabytes. @default 256 */
  readonly memoryMb?: number;
}

/** Longer texts are read in a thread. This one takes some 10 ms, about what a thread takes to start. */
const longestInline = 16_384;

/**
 * `csv_parser`: reads a table and finds what is in it: types and figures of its columns, groups,
 * and along time growth, season, extremes and outliers. The result is a `CsvReport`.
 *
 * The text comes with the call, from an earlier call (`source: "step:<call id>"`) or from an artifact.
 * At most 5 MB and 30 s; tables beyond 16 KB are read in a worker thread with a memory of its own,
 * ended when the call is aborted. 100,000 rows take about a second. Of the agent's
 * `tool_config.csv_parser` it reads `delimiter`.
 */
export function createCsvParser(options: CsvParserOptions = {}): Tool {
  const threads = new ToolThreads<CsvJob, CsvReport>({
    name: 'csv',
    entry: options.threadEntry ?? new URL('./csv.thread.js', import.meta.url),
    most: options.threads ?? 2,
    memoryMb: options.memoryMb ?? 256,
  });
  return {
    name: 'csv_parser',
    description:
      'Reads a CSV table (text, or as source "step:<call id>" what an earlier http_client or excel_parser call returned, or a file as source "artifact:<id>") and computes: column types and statistics, group-by aggregates, and for dated values totals, growth by year and quarter, seasonality, peaks and outliers. Use it instead of computing figures yourself.',
    examples: [
      'Analyze the sales trends in this CSV',
      'Which region sold the most?',
      'What is the average of a column in this table?',
      'Find growth and seasonality in the monthly data',
    ],
    safety: 'read_only',
    ...sourceTraits,
    parameters: csvParameters,
    timeoutMs: 30_000,
    execute: async (args, context) =>
      analyze(
        threads,
        await textOf(args, options.read ?? openSources(nowhere), context),
        args,
        context,
      ),
  };
}

const nowhere: GuardedFetch = () =>
  Promise.reject(
    new EgressDenied(
      'csv_parser fetches nothing: fetch it with http_client, and give that call as the source',
    ),
  );

async function textOf(
  { text, source }: JsonObject,
  read: ReadSource,
  context: ToolContext,
): Promise<string> {
  if ((text === undefined) === (source === undefined)) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'give either text or source');
  }
  if (typeof source !== 'string') return typeof text === 'string' ? text : '';
  return tableTextIn(await read(source, { ...context, toolName: 'csv_parser' }), source);
}

async function analyze(
  threads: ToolThreads<CsvJob, CsvReport>,
  text: string,
  args: JsonObject,
  context: ToolContext,
): Promise<JsonValue> {
  const question = readQuestion(args, context.settings);
  const report: CsvReport =
    text.length <= longestInline
      ? await analyzeCsv(text, question)
      : await threads.run({ text, question }, context.signal);
  // Plain data, which an interface cannot promise to the compiler.
  return report as unknown as JsonValue;
}
