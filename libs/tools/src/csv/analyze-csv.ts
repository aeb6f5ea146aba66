import type { JsonValue } from '#protocol';
import type { CsvAggregate, CsvQuestion } from './csv-question.js';
import type { CsvGroups, CsvReport } from './csv-report.js';
import { cellValue } from './figures/cell-value.js';
import { describeColumn } from './figures/describe-column.js';
import { filterRows } from './figures/filter-rows.js';
import { fitReport } from './figures/fit-report.js';
import { groupRows, mostGroups } from './figures/group-rows.js';
import { averages, measures } from './series/choose-columns.js';
import { describeSeries } from './series/describe-series.js';
import { findColumn } from './figures/find-column.js';
import { readTable } from './table/read-table.js';
import type { TypedColumn } from './table/column.js';

/** Columns that are described; the others are counted. */
const mostColumns = 60;
const mostNotes = 12;
const defaultSample = 5;

/**
 * Reads a delimited text and answers what is asked of it. Pure but for the time it takes.
 * @throws {ToolFault} when the text is no table or a column that is asked for is not there
 */
export async function analyzeCsv(text: string, question: CsvQuestion): Promise<CsvReport> {
  const { delimiter, has_header: hasHeader, filter = [] } = question;
  const table = await readTable(text, { delimiter, hasHeader });
  const isFiltered = filter.length > 0;
  const columns = isFiltered ? filterRows(table.columns, filter) : table.columns;
  const { notes, ...findings } = findIn(columns, question);
  return fitReport({
    rows: rowsOf(columns),
    ...(isFiltered && { rows_read: table.rows }),
    delimiter: table.delimiter,
    has_header: table.hasHeader,
    column_count: columns.length,
    ...findings,
    notes: [...notes, ...table.notes].slice(0, mostNotes),
  });
}

const rowsOf = ([first]: readonly TypedColumn[]): number => first?.values.length ?? 0;

type Findings = Pick<CsvReport, 'columns' | 'sample' | 'groups' | 'series' | 'notes'>;

function findIn(columns: readonly TypedColumn[], question: CsvQuestion): Findings {
  const groups = groupsOf(columns, question);
  const found = describeSeries(columns, question);
  return {
    columns: columns.slice(0, mostColumns).map(describeColumn),
    sample: sampleOf(columns, question.limit ?? defaultSample),
    ...(groups !== undefined && { groups }),
    ...(found !== undefined && { series: found.series }),
    notes: [...(found?.notes ?? []), ...cutNotes(columns, groups)],
  };
}

function groupsOf(columns: readonly TypedColumn[], question: CsvQuestion): CsvGroups | undefined {
  const { group_by: by = [], aggregate } = question;
  if (by.length === 0) return undefined;
  return groupRows(columns, by, aggregate ?? usualAggregates(columns, question));
}

/** The sum of what is measured; the mean where a sum means nothing. */
function usualAggregates(
  columns: readonly TypedColumn[],
  { group_by: by = [], value_column: value }: CsvQuestion,
): readonly CsvAggregate[] {
  const keys = new Set(by.map((name) => findColumn(columns, name)));
  const [likeliest] = measures(columns).filter((column) => !keys.has(column));
  const name = value ?? likeliest?.name;
  if (name === undefined) return [];
  return [{ column: name, function: averages(name, likeliest?.unit) ? 'mean' : 'sum' }];
}

function sampleOf(
  columns: readonly TypedColumn[],
  count: number,
): readonly Readonly<Record<string, JsonValue>>[] {
  const shown = columns.slice(0, mostColumns);
  return Array.from({ length: Math.min(count, rowsOf(columns)) }, (_, row) =>
    Object.fromEntries(shown.map((column) => [column.name, cellValue(column, row)])),
  );
}

function cutNotes(columns: readonly TypedColumn[], groups: CsvGroups | undefined): string[] {
  const total = groups?.total_groups ?? 0;
  return [
    ...(total > mostGroups
      ? [`Of ${String(total)} groups the ${String(mostGroups)} largest are listed.`]
      : []),
    ...(columns.length > mostColumns
      ? [`Of ${String(columns.length)} columns the first ${String(mostColumns)} are described.`]
      : []),
  ];
}
