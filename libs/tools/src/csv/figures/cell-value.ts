import type { JsonValue } from '#protocol';
import type { TypedColumn } from '../table/column.js';
import { formatDate } from '../table/plain-date.js';
import { rounded } from './statistics.js';

const longestText = 80;

/** A cell as it is shown: dates written out, long texts cut, `null` without a value. */
export function cellValue(column: TypedColumn, row: number): JsonValue {
  const value = column.values[row] ?? null;
  if (typeof value === 'string') return shortened(value);
  if (typeof value !== 'number') return value;
  return column.type === 'date' ? formatDate(value, column.precision) : rounded(value);
}

const shortened = (text: string): string =>
  text.length > longestText ? `${text.slice(0, longestText - 1).toWellFormed()}…` : text;
