import type { JsonObject, JsonValue } from '#protocol';
import { bytesIn } from '../source/source-bytes.js';
import { sourceParameter, sourceTraits, type ReadSource } from '../source/sources.js';
import { ToolThreads } from '../threads/tool-threads.js';
import { ToolFault } from '../tool.errors.js';
import type { Tool, ToolContext } from '../tool.js';
import type { ExcelJob, ExcelQuestion, ExcelReport } from './excel-report.js';

export interface ExcelParserOptions {
  readonly read: ReadSource;
  /** The compiled `excel.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
  /** Memory for one workbook in megabytes. @default 512 */
  readonly memoryMb?: number;
}

/** As much as is fetched, in base64. */
const longestBase64 = Math.ceil((5 * 1_024 * 1_024) / 3) * 4;

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  properties: {
    source: sourceParameter,
    base64: { type: 'string', maxLength: longestBase64, description: 'The .xlsx file itself.' },
    sheet: {
      type: ['string', 'integer'],
      minimum: 1,
      maxLength: 100,
      description: 'By name, or by number from 1 (default 1).',
    },
    range: { type: 'string', maxLength: 30, description: 'Such as B2:F50; all cells if absent.' },
    has_header: {
      type: 'boolean',
      description: 'Whether the first row names the columns (default true).',
    },
    limit: { type: 'integer', minimum: 0, maximum: 10_000, description: 'Rows (default 100).' },
  },
};

/**
 * `excel_parser`: reads sheets and ranges of an .xlsx workbook into records with types; dates are told as
 * ISO 8601. The result is an `ExcelReport`. At most 5 MB packed and 64 MB unpacked, in a thread with a
 * memory of its own.
 */
export function createExcelParser({ read, threadEntry, memoryMb }: ExcelParserOptions): Tool {
  const threads = new ToolThreads<ExcelJob, ExcelReport>({
    entry: threadEntry ?? new URL('./excel.thread.js', import.meta.url),
    name: 'excel',
    most: 2,
    memoryMb: memoryMb ?? 512,
  });
  return {
    name: 'excel_parser',
    description:
      'Reads an Excel workbook (.xlsx, at a URL or in base64): its sheets, and the rows of one sheet or range as records with column types. csv_parser can compute figures from the result as source "step:<id of this call>".',
    examples: ['Read this Excel file', 'What is in the second sheet of the workbook?'],
    safety: 'read_only',
    ...sourceTraits,
    parameters,
    timeoutMs: 60_000,
    execute: async (args, context): Promise<JsonValue> => {
      const { source, base64, ...question } = args as unknown as ExcelArguments;
      const bytes = await bytesOf({ source, base64 }, read, context);
      const report = await threads.run({ bytes, question }, context.signal);
      return report as unknown as JsonValue;
    },
  };
}

interface ExcelArguments extends ExcelQuestion {
  readonly source?: string;
  readonly base64?: string;
}

async function bytesOf(
  { source, base64 }: { source: string | undefined; base64: string | undefined },
  read: ReadSource,
  context: ToolContext,
): Promise<Uint8Array> {
  if ((source === undefined) === (base64 === undefined)) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'give either source or base64');
  }
  if (source === undefined) return Buffer.from(base64 ?? '', 'base64');
  return bytesIn(await read(source, { ...context, toolName: 'excel_parser' }));
}
