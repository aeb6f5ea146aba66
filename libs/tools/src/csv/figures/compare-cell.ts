import { ToolFault } from '../../tool.errors.js';
import { isDated, isNumeric, type TypedColumn } from '../table/column.js';
import { inferColumn } from '../table/infer-column.js';
import { plainDate, type Precision } from '../table/plain-date.js';

/** -1, 0 or 1: a cell lies before, at or after the value. */
export type Comparer = (cell: string | number | boolean) => number;

/**
 * Compares the cells of a column with a value as the column understands it: `"$5"` is a number in a
 * column of numbers, `"1960"` a whole year in a column of dates, and case does not count in texts.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when the value is nothing the column could hold
 */
export function comparerFor(column: TypedColumn, value: string | number | boolean): Comparer {
  if (isNumeric(column)) {
    const number = typeof value === 'number' ? value : readNumeric(column.name, String(value));
    return within(number, number);
  }
  if (isDated(column)) {
    const { from, to } = readSpan(column.name, String(value));
    return within(from, to);
  }
  const text = String(value).toLowerCase();
  return (cell) => order(String(cell).toLowerCase(), text);
}

function within(from: number, to: number): Comparer {
  return (cell) => (Number(cell) < from ? -1 : Number(cell) > to ? 1 : 0);
}

const order = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

function readNumeric(name: string, text: string): number {
  const { column } = inferColumn(name, [text]);
  const [value = null] = column.values;
  if (isNumeric(column) && typeof value === 'number') return value;
  throw misfit(`"${name}" holds numbers and "${text}" is none`);
}

/** First and last millisecond of what a date says: `1960`, `1960-Q3`, `1960-07` or a day. */
function readSpan(name: string, text: string): { readonly from: number; readonly to: number } {
  if (/^\d{4}$/.test(text))
    return span(plainDate({ year: Number(text) }, 'year')?.at, 'year', name);
  const { column } = inferColumn(name, [text]);
  const [at = null] = column.values;
  if (isDated(column) && typeof at === 'number') return span(at, column.precision, name);
  throw misfit(`"${name}" holds dates and "${text}" is none`);
}

const months: Readonly<Partial<Record<Precision, number>>> = { year: 12, quarter: 3, month: 1 };
const milliseconds = { day: 86_400_000, time: 1_000 } as const;

function span(
  from: number | undefined,
  precision: Precision,
  name: string,
): { readonly from: number; readonly to: number } {
  if (from === undefined) throw misfit(`"${name}" holds no such year`);
  const length = months[precision];
  if (length === undefined) {
    return { from, to: from + milliseconds[precision === 'time' ? 'time' : 'day'] - 1 };
  }
  const end = new Date(from);
  end.setUTCMonth(end.getUTCMonth() + length);
  return { from, to: end.getTime() - 1 };
}

const misfit = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
