import type { JsonObject } from '#protocol';
import { isNumeric, type TableColumn, type TableFacts } from './table-facts.js';

/**
 * What to ask of the table once more, now that its columns are known: the groups or the column that
 * the request names. Nothing when the first look answers it.
 */
export function refineTable(facts: TableFacts, request: string): JsonObject | undefined {
  const named = facts.columns.filter((column) => isNamed(column, request));
  const by = named.filter(
    (column) => isCategory(column) && column.name !== facts.series?.date_column,
  );
  const value = named.find(isNumeric) ?? measureOf(facts);
  if (by.length > 0 && facts.groups === undefined && value !== undefined) {
    return {
      group_by: by.slice(0, 2).map(({ name }) => name),
      aggregate: [{ column: value.name, function: 'sum' }],
      ...(facts.series && { value_column: value.name }),
    };
  }
  const { series } = facts;
  const isOther = series !== undefined && value !== undefined && value.name !== series.value_column;
  return isOther && named.includes(value)
    ? { date_column: series.date_column, value_column: value.name }
    : undefined;
}

/** The column that is added up when none is named: the series', else the first that is no number of a row. */
function measureOf({ series, columns, rows }: TableFacts): TableColumn | undefined {
  const numbers = columns.filter(isNumeric);
  return (
    numbers.find(({ name }) => name === series?.value_column) ??
    numbers.find(
      ({ name, distinct }) => !/(?:^|_)(?:id|no|number|zip|year)$/i.test(name) || distinct < rows,
    )
  );
}

/** Few enough values to tell apart in an answer. */
function isCategory({ type, distinct, count }: TableColumn): boolean {
  return (
    (type === 'text' || type === 'boolean') && distinct > 1 && distinct <= Math.min(50, count / 2)
  );
}

/** Whether a request says the column's name, in singular or plural, its parts in any writing. */
function isNamed({ name }: TableColumn, request: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.replace(/ies$/, 'y').replace(/(?<=\w{3})s$/, ''));
  if (words.length === 0) return false;
  const pattern = words
    .map((word) => `${escape(word.replace(/y$/, ''))}(?:y|ies|s|es)?`)
    .join('[\\s_-]+');
  return new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'iu').test(request);
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
