import type { DateColumn, NumberColumn, TextColumn, TypedColumn } from './column.js';
import { hasWord } from './column-name.js';
import { dateOf, DatePatterns, type DateReading, type DayOrder } from './date-pattern.js';
import { isMissing } from './missing.js';
import { precisions, type Precision } from './plain-date.js';
import { isCode, readNumber, type DecimalSign, type WrittenNumber } from './read-number.js';

/*
 * A column has the type that at least nine tenths of its values fit; the rest is counted as invalid
 * and left out of the figures. The decimal sign and the order of day and month are decided by the
 * whole column, because a single cell ("1,234", "03/04/2020") often fits both.
 */
const enough = 0.9;
/** A column whose first values do not fit is not read to its end. */
const firstLook = 100;

const dateWords = new Set(['date', 'day', 'datum', 'fecha', 'period', 'time', 'timestamp']);
const truths = ['true', 'yes', 'y', 't'];
const falsehoods = ['false', 'no', 'n', 'f'];

/** What was decided on little evidence, for the reader. */
export interface Inference {
  readonly column: TypedColumn;
  readonly note?: string;
}

/**
 * Finds the type of a column from its cells.
 * @param otherDecimal how the other columns write fractions, for a column that does not say
 */
export function inferColumn(
  name: string,
  cells: readonly string[],
  otherDecimal: DecimalSign = '.',
): Inference {
  const trimmed = cells.map((cell) => cell.trim());
  const present = trimmed.filter((cell) => !isMissing(cell));
  if (present.length === 0) return { column: textColumn(name, 'empty', trimmed, () => null) };
  return (
    asBoolean(name, trimmed, present) ??
    asNumber(name, trimmed, present, otherDecimal) ??
    asDate(name, trimmed, present) ?? { column: textColumn(name, 'text', trimmed, (cell) => cell) }
  );
}

/** The decimal sign that the cells prove, if any: `1.5` and `1,234.5` prove the point. */
export function provenDecimal(cells: readonly string[]): DecimalSign | undefined {
  const points = fitting(cells, '.');
  const commas = fitting(cells, ',');
  if (points === commas || Math.max(points, commas) < cells.length * enough) return undefined;
  return points > commas ? '.' : ',';
}

const fitting = (cells: readonly string[], decimal: DecimalSign): number =>
  cells.filter((cell) => readNumber(cell, decimal) !== undefined).length;

function asBoolean(
  name: string,
  cells: readonly string[],
  present: readonly string[],
): Inference | undefined {
  const words = new Set<string>();
  for (const cell of present) {
    words.add(cell.toLowerCase());
    if (words.size > 2) return undefined;
  }
  const isPair = truths.some((truth, index) => {
    const pair = [truth, falsehoods[index] ?? ''];
    return [...words].every((word) => pair.includes(word));
  });
  if (!isPair) return undefined;
  return {
    column: textColumn(name, 'boolean', cells, (cell) => truths.includes(cell.toLowerCase())),
  };
}

function asNumber(
  name: string,
  cells: readonly string[],
  present: readonly string[],
  otherDecimal: DecimalSign,
): Inference | undefined {
  const look = present.slice(0, firstLook);
  const best = Math.max(fitting(look, '.'), fitting(look, ','));
  if (best < look.length * enough * enough || present.some(isCode)) return undefined;
  const decimal = provenDecimal(present) ?? otherDecimal;
  const column = numberColumn(name, cells, decimal);
  return present.length - column.invalid < present.length * enough ? undefined : { column };
}

function numberColumn(name: string, cells: readonly string[], decimal: DecimalSign): NumberColumn {
  const units = new Map<string, number>();
  let missing = 0;
  let fractions = 0;
  const values = cells.map((cell) => {
    if (isMissing(cell)) {
      missing += 1;
      return null;
    }
    const written: WrittenNumber | undefined = readNumber(cell, decimal);
    if (written?.unit !== undefined) units.set(written.unit, (units.get(written.unit) ?? 0) + 1);
    if (written?.isWhole === false) fractions += 1;
    return written?.value ?? null;
  });
  const invalid = values.filter((value) => value === null).length - missing;
  const [unit] = units.size === 1 ? units.keys() : [];
  return { name, type: fractions === 0 ? 'integer' : 'number', unit, values, missing, invalid };
}

function asDate(
  name: string,
  cells: readonly string[],
  present: readonly string[],
): Inference | undefined {
  const patterns = new DatePatterns({ allowCompact: hasWord(name, dateWords) });
  const look = present.slice(0, firstLook);
  const hits = look.filter((cell) => patterns.match(cell) !== undefined).length;
  if (hits < look.length * enough * enough) return undefined;
  const readings = cells.map((cell) => patterns.match(cell));
  const { order, isProven } = dayOrder(readings);
  const column = dateColumn(name, cells, readings, order);
  if (present.length - column.invalid < present.length * enough) return undefined;
  if (isProven) return { column };
  return {
    column,
    note: `"${name}" is read as month/day/year; nothing in it tells day from month.`,
  };
}

/** American, unless a first number is beyond 12: what most ambiguous files are. */
function dayOrder(readings: readonly (DateReading | undefined)[]): {
  order: DayOrder;
  isProven: boolean;
} {
  const pairs = readings.flatMap((reading) =>
    reading?.parts['a'] === undefined
      ? []
      : [[Number(reading.parts['a']), Number(reading.parts['b'])] as const],
  );
  const dayFirst = pairs.filter(([first]) => first > 12).length;
  const monthFirst = pairs.filter(([, second]) => second > 12).length;
  const order = dayFirst > monthFirst ? 'day_first' : 'month_first';
  return { order, isProven: pairs.length === 0 || dayFirst + monthFirst > 0 };
}

function dateColumn(
  name: string,
  cells: readonly string[],
  readings: readonly (DateReading | undefined)[],
  order: DayOrder,
): DateColumn {
  const dates = readings.map((reading) =>
    reading === undefined ? undefined : dateOf(reading, order),
  );
  const missing = cells.filter(isMissing).length;
  const values = dates.map((date) => date?.at ?? null);
  const invalid = values.filter((value) => value === null).length - missing;
  return { name, type: 'date', precision: finest(dates), values, missing, invalid };
}

function finest(dates: readonly ({ readonly precision: Precision } | undefined)[]): Precision {
  const told = new Set(dates.map((date) => date?.precision));
  return precisions.findLast((precision) => told.has(precision)) ?? 'day';
}

function textColumn(
  name: string,
  type: TextColumn['type'],
  cells: readonly string[],
  read: (cell: string) => string | boolean | null,
): TextColumn {
  const values = cells.map((cell) => (isMissing(cell) ? null : read(cell)));
  return { name, type, values, missing: cells.filter(isMissing).length, invalid: 0 };
}
