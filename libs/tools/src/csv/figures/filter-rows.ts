import type { CsvFilter } from '../csv-question.js';
import type { TypedColumn } from '../table/column.js';
import { comparerFor } from './compare-cell.js';
import { findColumn } from './find-column.js';

type Cell = string | number | boolean | null;

/** The columns with only those rows that pass every filter. */
export function filterRows(
  columns: readonly TypedColumn[],
  filters: readonly CsvFilter[],
): readonly TypedColumn[] {
  const tests = filters.map((filter) => {
    const column = findColumn(columns, filter.column);
    const values: readonly Cell[] = column.values;
    return { values, passes: testOf(column, filter) };
  });
  const rows = columns[0]?.values.keys() ?? [];
  const kept = [...rows].filter((row) =>
    tests.every(({ values, passes }) => passes(values[row] ?? null)),
  );
  return columns.map((column) => pick(column, kept));
}

function pick(column: TypedColumn, rows: readonly number[]): TypedColumn {
  const values = rows.map((row) => column.values[row] ?? null);
  const empty = values.filter((value) => value === null).length;
  // Which of the empty cells are missing and which invalid is not known any more: all are missing.
  return { ...column, values, missing: empty, invalid: 0 } as TypedColumn;
}

const accepted: Readonly<Record<Exclude<CsvFilter['op'], 'ne' | 'contains'>, readonly number[]>> = {
  eq: [0],
  gt: [1],
  gte: [0, 1],
  lt: [-1],
  lte: [-1, 0],
};

/** Rows without a value pass no test but `ne`. */
function testOf(column: TypedColumn, { op, value }: CsvFilter): (cell: Cell) => boolean {
  if (op === 'contains') {
    const part = String(value).toLowerCase();
    return (cell) => cell !== null && String(cell).toLowerCase().includes(part);
  }
  const compare = comparerFor(column, value);
  if (op === 'ne') return (cell) => cell === null || compare(cell) !== 0;
  return (cell) => cell !== null && accepted[op].includes(compare(cell));
}
