import { ToolFault } from '../../tool.errors.js';
import { findColumn } from '../figures/find-column.js';
import { hasWord } from '../table/column-name.js';
import { isDated, isNumeric, type NumberColumn, type TypedColumn } from '../table/column.js';
import { monthNumber, plainDate, type Precision } from '../table/plain-date.js';

/** The dates of the rows, wherever they come from. */
export interface DateSource {
  readonly name: string;
  readonly precision: Precision;
  readonly values: readonly (number | null)[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const yearWords = words('year yr jahr année anio año fy');
const monthWords = words('month mon monat mois mes');
/** Columns that number or place rows instead of measuring something. */
const labelWords = words(
  'id no nr num number index idx row rank zip postcode postal code phone lat latitude lon lng longitude year month day week quarter hour',
);
/** What people put in the middle of a table, the likeliest first. */
const measureWords: readonly ReadonlySet<string>[] = [
  words('revenue sale turnover income profit amount total umsatz'),
  words('value passenger count quantity qty unit order visit visitor volume user customer demand'),
];
/** Their sum means nothing: they are averaged. */
const rateWords = words(
  'price rate ratio temp temperature avg average mean median pct percent percentage share score rating yield humidity pressure speed open close high low %',
);

/**
 * The column of dates: the one asked for, else the first that holds dates, else a column of years,
 * with the month from a column of its own where there is one. Nothing if the table has no dates.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when the column asked for has no dates
 */
export function chooseDates(
  columns: readonly TypedColumn[],
  asked: string | undefined,
): DateSource | undefined {
  if (asked !== undefined) {
    const column = findColumn(columns, asked);
    const dates = isDated(column) ? column : readYears(column);
    if (dates !== undefined) return dates;
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', `"${column.name}" holds no dates`);
  }
  const dated = columns.find((column) => isDated(column) && column.values.some(isPresent));
  if (dated !== undefined && isDated(dated)) return dated;
  const year = columns.find(({ name }) => hasWord(name, yearWords));
  const years = year && readYears(year);
  return years && (withMonths(years, columns) ?? years);
}

const isPresent = (value: number | null): value is number => value !== null;

function readYears(column: TypedColumn): DateSource | undefined {
  if (column.type !== 'integer') return undefined;
  const values = column.values.map((year) =>
    year === null ? null : (plainDate({ year }, 'year')?.at ?? Number.NaN),
  );
  const isYears = values.some(isPresent) && !values.some(Number.isNaN);
  return isYears ? { name: column.name, precision: 'year', values } : undefined;
}

/** Year and month in columns of their own, the month as a number or by name. */
function withMonths(years: DateSource, columns: readonly TypedColumn[]): DateSource | undefined {
  const column = columns.find(({ name }) => hasWord(name, monthWords));
  if (column === undefined) return undefined;
  const values = years.values.map((at, row) => {
    const month = monthIn(column.values[row] ?? null);
    if (at === null || month === undefined) return null;
    return plainDate({ year: new Date(at).getUTCFullYear(), month }, 'month')?.at ?? null;
  });
  const isWhole = values.every((value, row) => value !== null || years.values[row] === null);
  return isWhole
    ? { name: `${years.name}, ${column.name}`, precision: 'month', values }
    : undefined;
}

function monthIn(value: string | number | boolean | null): number | undefined {
  if (typeof value === 'string') return monthNumber(value);
  return typeof value === 'number' ? value : undefined;
}

/**
 * The column of values: the one asked for, else what looks most like a measure.
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when the column asked for has no numbers
 */
export function chooseValues(
  columns: readonly TypedColumn[],
  asked: string | undefined,
  dates: DateSource,
): NumberColumn | undefined {
  if (asked !== undefined) {
    const column = findColumn(columns, asked);
    if (isNumeric(column)) return column;
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', `"${column.name}" holds no numbers`);
  }
  const taken = new Set(dates.name.split(', '));
  return measures(columns).find(({ name }) => !taken.has(name));
}

/** The columns whose numbers measure something, the likeliest first. */
export function measures(columns: readonly TypedColumn[]): readonly NumberColumn[] {
  return columns
    .filter(isNumeric)
    .filter((column) => !hasWord(column.name, labelWords) && !isRowNumber(column))
    .toSorted((left, right) => likelihood(left.name) - likelihood(right.name));
}

function likelihood(name: string): number {
  if (averages(name)) return measureWords.length + 1;
  const rank = measureWords.findIndex((known) => hasWord(name, known));
  return rank === -1 ? measureWords.length : rank;
}

/** Whether the values of a column of this name are averaged instead of added up. */
export const averages = (name: string, unit?: string): boolean =>
  unit === '%' || hasWord(name, rateWords);

/** A column without a name that counts 0, 1, 2, … or 1, 2, 3, …: what data frames are saved with. */
function isRowNumber({ name, values }: NumberColumn): boolean {
  const [first] = values;
  if (!/^(?:column_|unnamed)/i.test(name) || (first !== 0 && first !== 1)) return false;
  return values.every((value, row) => value === first + row);
}
