import { readSheets, type Cell, type Sheet } from '#documents';
import type { JsonValue } from '#protocol';
import { nameColumns } from '../csv/table/header.js';
import { askDocuments } from '../files/ask-documents.js';
import { ToolFault } from '../tool.errors.js';
import { columnLetter, rangeText, readRange, type CellRange } from './cell-range.js';
import type { ExcelJob, ExcelQuestion, ExcelReport } from './excel-report.js';

const defaultLimit = 100;
const mostColumns = 1_000;
const longestRecords = 1_048_576;

/** Reads a sheet of a workbook, or a range of it, into records with types. */
export async function readWorkbook({ bytes, question }: ExcelJob): Promise<ExcelReport> {
  const sheets = await askDocuments(readSheets(bytes));
  const sheet = choose(sheets, question.sheet);
  const range = question.range === undefined ? extentOf(sheet) : readRange(question.range);
  if (range.right - range.left >= mostColumns) {
    throw invalid(`a range may have ${String(mostColumns)} columns`);
  }
  return {
    sheets: sheets.map(({ name, rows }) => ({ name, rows: rows.length, columns: widthOf(rows) })),
    sheet: sheet.name,
    ...table(cellsIn(sheet, range), range, question),
  };
}

function choose(sheets: readonly Sheet[], wanted: string | number = 1): Sheet {
  const found =
    typeof wanted === 'number'
      ? sheets[wanted - 1]
      : sheets.find(({ name }) => name.toLowerCase() === wanted.toLowerCase());
  if (found !== undefined) return found;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw invalid(`there is no sheet ${JSON.stringify(wanted)}. There are: ${names}`);
}

const widthOf = (rows: readonly (readonly Cell[])[]): number =>
  rows.reduce((widest, row) => Math.max(widest, row.length), 0);

const extentOf = ({ rows }: Sheet): CellRange => ({
  ...{ top: 0, left: 0 },
  bottom: Math.max(0, rows.length - 1),
  right: Math.max(0, widthOf(rows) - 1),
});

/** Beyond the last cell of a sheet there is nothing to give, however far a range reaches. */
function cellsIn({ rows }: Sheet, { top, left, bottom, right }: CellRange): readonly Cell[][] {
  return rows
    .slice(top, bottom + 1)
    .map((row) => Array.from({ length: right - left + 1 }, (_, at) => row[left + at] ?? null));
}

function table(
  rows: readonly (readonly Cell[])[],
  range: CellRange,
  { has_header: hasHeader = true, limit = defaultLimit }: ExcelQuestion,
): Pick<ExcelReport, 'range' | 'columns' | 'records' | 'total_rows' | 'truncated'> {
  const width = range.right - range.left + 1;
  const [first] = rows;
  const named = hasHeader ? Array.from({ length: width }, (_, at) => nameIn(first?.[at])) : [];
  const letters = Array.from({ length: width }, (_, at) => columnLetter(range.left + at));
  const names = nameColumns(letters.map((letter, at) => named[at] ?? (hasHeader ? '' : letter)));
  const body = hasHeader ? rows.slice(1) : rows;
  const records = fit(body.slice(0, limit).map((row) => recordOf(row, names)));
  return {
    range: rangeText(range),
    columns: names.map((name, at) => ({
      name,
      letter: letters[at] ?? '',
      type: typeOf(body.map((row) => row[at] ?? null)),
    })),
    records,
    total_rows: body.length,
    truncated: records.length < body.length,
  };
}

const nameIn = (cell: Cell | undefined): string =>
  cell === undefined || cell === null ? '' : textOf(tell(cell));

const textOf = (value: JsonValue): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const recordOf = (row: readonly Cell[], names: readonly string[]): Record<string, JsonValue> =>
  Object.fromEntries(names.map((name, at) => [name, tell(row[at] ?? null)]));

/** Whole rows, as many as fit. */
function fit(records: readonly Record<string, JsonValue>[]): typeof records {
  let left = longestRecords;
  const end = records.findIndex((record) => {
    left -= JSON.stringify(record).length;
    return left < 0;
  });
  return end === -1 ? records : records.slice(0, end);
}

function tell(cell: Cell): JsonValue {
  if (!(cell instanceof Date)) return cell;
  const iso = Number.isNaN(cell.getTime()) ? '' : cell.toISOString();
  return isMidnight(cell) ? iso.slice(0, 10) : iso.slice(0, 19);
}

const isMidnight = (date: Date): boolean => date.getTime() % 86_400_000 === 0;

function typeOf(cells: readonly Cell[]): ExcelReport['columns'][number]['type'] {
  const kinds = new Set(cells.flatMap((cell) => (cell === null ? [] : [kindOf(cell)])));
  if (kinds.has('datetime')) kinds.delete('date');
  const [kind] = kinds;
  if (kind === undefined) return 'empty';
  return kinds.size === 1 ? kind : 'mixed';
}

function kindOf(cell: NonNullable<Cell>): 'number' | 'date' | 'datetime' | 'boolean' | 'text' {
  if (cell instanceof Date) return isMidnight(cell) ? 'date' : 'datetime';
  if (typeof cell === 'number') return 'number';
  return typeof cell === 'boolean' ? 'boolean' : 'text';
}

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
