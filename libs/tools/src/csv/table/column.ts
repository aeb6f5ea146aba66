import type { Precision } from './plain-date.js';

/** What one column holds, cell by cell; `null` where there is no value of the type. */
export type TypedColumn = NumberColumn | DateColumn | TextColumn;

interface AnyColumn {
  readonly name: string;
  /** Cells that say that there is no value. */
  readonly missing: number;
  /** Cells that say something else than the type allows. */
  readonly invalid: number;
}

export interface NumberColumn extends AnyColumn {
  readonly type: 'integer' | 'number';
  readonly unit: string | undefined;
  readonly values: readonly (number | null)[];
}

export interface DateColumn extends AnyColumn {
  readonly type: 'date';
  readonly precision: Precision;
  /** As `PlainDate.at`. */
  readonly values: readonly (number | null)[];
}

export interface TextColumn extends AnyColumn {
  readonly type: 'text' | 'boolean' | 'empty';
  readonly values: readonly (string | boolean | null)[];
}

export const isNumeric = (column: TypedColumn): column is NumberColumn =>
  column.type === 'integer' || column.type === 'number';

export const isDated = (column: TypedColumn): column is DateColumn => column.type === 'date';
