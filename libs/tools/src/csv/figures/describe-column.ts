import type { CsvColumn, CsvValueCount } from '../csv-report.js';
import { isDated, isNumeric, type NumberColumn, type TypedColumn } from '../table/column.js';
import { formatDate } from '../table/plain-date.js';
import { cellValue } from './cell-value.js';
import { ascending, medianOfSorted, rounded, sampleDeviation, sumOf } from './statistics.js';

const mostTop = 5;
/** Numbers with more values than this are amounts, whose commonest say nothing. */
const mostDistinctNumbers = 20;

/** One column in figures. */
export function describeColumn(column: TypedColumn): CsvColumn {
  const { name, type, missing, invalid } = column;
  const counts = countValues(column);
  return {
    name,
    type,
    ...(isNumeric(column) && column.unit !== undefined && { unit: column.unit }),
    count: column.values.length - missing - invalid,
    missing,
    ...(invalid > 0 && { invalid }),
    distinct: counts.size,
    ...rangeOf(column),
    ...topOf(column, counts),
  };
}

/** The first row of each value and the rows that hold it. */
type Counts = ReadonlyMap<unknown, { readonly row: number; readonly count: number }>;

function countValues({ values }: TypedColumn): Counts {
  const counts = new Map<unknown, { row: number; count: number }>();
  for (const [row, value] of values.entries()) {
    if (value === null) continue;
    const known = counts.get(value);
    if (known === undefined) counts.set(value, { row, count: 1 });
    else known.count += 1;
  }
  return counts;
}

function topOf(column: TypedColumn, counts: Counts): { readonly top?: readonly CsvValueCount[] } {
  if (isDated(column) || (isNumeric(column) && counts.size > mostDistinctNumbers)) return {};
  const frequent = [...counts.values()].toSorted((left, right) => right.count - left.count);
  if ((frequent[0]?.count ?? 0) < 2) return {};
  const top = frequent.slice(0, mostTop);
  return { top: top.map(({ row, count }) => ({ value: cellValue(column, row), count })) };
}

function rangeOf(column: TypedColumn): Partial<CsvColumn> {
  if (isNumeric(column)) return figuresOf(column);
  if (!isDated(column)) return {};
  const { values, precision } = column;
  let [min, max] = [Infinity, -Infinity];
  for (const at of values) {
    if (at === null) continue;
    min = Math.min(min, at);
    max = Math.max(max, at);
  }
  return min > max ? {} : { min: formatDate(min, precision), max: formatDate(max, precision) };
}

function figuresOf({ values }: NumberColumn): Partial<CsvColumn> {
  const sorted = ascending(values.filter((value) => value !== null));
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) return {};
  const sum = sumOf(sorted);
  const deviation = sampleDeviation(sorted);
  return {
    min,
    max,
    mean: rounded(sum.mean),
    median: rounded(medianOfSorted(sorted)),
    sum: rounded(sum.total),
    ...(deviation !== undefined && { stddev: rounded(deviation) }),
  };
}
