import { ToolFault } from '../../tool.errors.js';
import type { CsvGroup, CsvGroups } from '../csv-report.js';
import type { CsvAggregate } from '../csv-question.js';
import { isNumeric, type NumberColumn, type TypedColumn } from '../table/column.js';
import { cellValue } from './cell-value.js';
import { findColumn } from './find-column.js';
import { ascending, medianOf, rounded, sumOf } from './statistics.js';

/** Groups that are listed; the others are counted. */
export const mostGroups = 50;

type Summary = (values: readonly number[]) => number;

const summaries: Readonly<Record<Exclude<CsvAggregate['function'], 'count'>, Summary>> = {
  sum: (values) => sumOf(values).total,
  mean: (values) => sumOf(values).mean,
  median: medianOf,
  min: (values) => ascending(values)[0] ?? Number.NaN,
  max: (values) => ascending(values).at(-1) ?? Number.NaN,
};

/** Brings the rows together that agree in some columns, and sums up others. */
export function groupRows(
  columns: readonly TypedColumn[],
  by: readonly string[],
  aggregates: readonly CsvAggregate[],
): CsvGroups {
  const keys = by.map((name) => findColumn(columns, name));
  const measures = aggregates.map((aggregate) => new Measure(columns, aggregate));
  const members = membersOf(keys);
  const groups = members.map((rows) => toGroup(keys, measures, rows));
  return {
    by: keys.map(({ name }) => name),
    total_groups: groups.length,
    groups: largestFirst(groups, measures[0]?.label).slice(0, mostGroups),
  };
}

/** The rows of each group, in the order in which the groups appear. */
function membersOf(keys: readonly TypedColumn[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const row of keys[0]?.values.keys() ?? []) {
    const key = JSON.stringify(keys.map(({ values }) => values[row]));
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [row]);
    else rows.push(row);
  }
  return [...groups.values()];
}

function toGroup(
  keys: readonly TypedColumn[],
  measures: readonly Measure[],
  rows: readonly number[],
): CsvGroup {
  const [first = 0] = rows;
  return {
    key: Object.fromEntries(keys.map((column) => [column.name, cellValue(column, first)])),
    count: rows.length,
    values: Object.fromEntries(measures.map((measure) => [measure.label, measure.of(rows)])),
  };
}

function largestFirst(groups: readonly CsvGroup[], label: string | undefined): readonly CsvGroup[] {
  const size = ({ count, values }: CsvGroup): number =>
    label === undefined ? count : (values[label] ?? -Infinity);
  return groups.toSorted((left, right) => {
    const [first, second] = [size(left), size(right)];
    return first === second ? right.count - left.count : second - first;
  });
}

/** One aggregate over the rows of a group. */
class Measure {
  readonly label: string;
  readonly #column: TypedColumn;

  /** @throws {ToolFault} TOOL_ARGUMENTS_INVALID when the column is unknown or has no numbers */
  constructor(
    columns: readonly TypedColumn[],
    private readonly aggregate: CsvAggregate,
  ) {
    this.#column = findColumn(columns, aggregate.column);
    this.label = `${aggregate.function}_${this.#column.name}`;
    if (aggregate.function !== 'count' && !isNumeric(this.#column)) {
      throw new ToolFault(
        'TOOL_ARGUMENTS_INVALID',
        `"${this.#column.name}" holds no numbers, so there is no ${aggregate.function}; use count`,
      );
    }
  }

  of(rows: readonly number[]): number | null {
    const { values } = this.#column as NumberColumn;
    const present = rows.map((row) => values[row] ?? null).filter((value) => value !== null);
    if (this.aggregate.function === 'count') return present.length;
    return present.length === 0 ? null : rounded(summaries[this.aggregate.function](present));
  }
}
