import { z } from 'zod';
import type { JsonObject, JsonValue } from '#protocol';
import { answer, call, type Move } from './move.js';
import type { PastStep, Reading } from './reading.js';
import { tableReaderAmong, workbookReaderAmong } from './toolkit.js';
import { listed } from './wording.js';

/** As many rows as the tool gives at once. */
const mostRows = 10_000;

const report = z.object({
  sheet: z.string(),
  sheets: z.array(z.object({ name: z.string() })),
  columns: z.array(z.object({ name: z.string() })),
  total_rows: z.number(),
});

/** Whether a name or an address says that it is an Excel workbook. */
export function isWorkbookName(source: string): boolean {
  return /\.xlsx(?:$|[?#])/i.test(source);
}

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Of an uploaded file, what is known of it before it is opened. */
function isWorkbook(source: string, { files }: Reading): boolean {
  const file = files.find(({ reference }) => reference === source);
  if (file === undefined) return isWorkbookName(source);
  return file.mediaType === workbookType || file.ending === 'xlsx';
}

/** The step of this turn that read a workbook, well or not. */
export function openedWorkbook({ tools, steps }: Reading): PastStep | undefined {
  const name = workbookReaderAmong(tools)?.name;
  return steps.findLast((step) => step.name === name);
}

/**
 * Opens the source as a workbook, where that has not been tried: its type or its name says so, nothing else reads
 * it, or what reads tables could not.
 */
export function openWorkbook(reading: Reading, input: JsonObject): Move | undefined {
  const reader = workbookReaderAmong(reading.tools);
  const { source } = input;
  if (reader === undefined || typeof source !== 'string' || source.startsWith('step:')) {
    return undefined;
  }
  if (openedWorkbook(reading) !== undefined) return undefined;
  const table = tableReaderAmong(reading.tools);
  const isTried = reading.steps.some(({ name, failed }) => name === table?.name && failed);
  const isWanted = table === undefined || isTried || isWorkbook(source, reading);
  return isWanted ? call(reader.name, { source, limit: mostRows }) : undefined;
}

/** What is in a workbook, for an agent that has nothing to compute figures with. */
export function tellWorkbook(source: string, { id, name, output }: PastStep): Move {
  const told = tell(source, output);
  const analysis = `${told} The tool csv_parser is needed to compute figures of it. Add "csv_parser" to the tools of this agent.`;
  const sources = [{ call: id, tool: name, source }];
  return answer(analysis, { analysis, insights: [], sources, needs: ['tool:csv_parser'] });
}

function tell(source: string, output: JsonValue): string {
  const parsed = report.safeParse(output);
  if (!parsed.success) return `${source} was read as a workbook.`;
  const { sheet, sheets, columns, total_rows: rows } = parsed.data;
  const names = listed(columns.map((column) => column.name));
  const size = sheets.length === 1 ? 'one sheet' : `${String(sheets.length)} sheets`;
  return `${source} is a workbook of ${size}; ${sheet} has ${String(rows)} rows of ${names}.`;
}
