import type { JsonValue } from '#protocol';

/** What is asked of a workbook. */
export interface ExcelQuestion {
  /** By name, or by number from 1. @default the first */
  readonly sheet?: string | number;
  /** Such as `B2:F50`. @default all cells that hold something */
  readonly range?: string;
  /** Whether the first row names the columns. @default true */
  readonly has_header?: boolean;
  /** Rows to give. @default 100 */
  readonly limit?: number;
}

interface ExcelColumn {
  readonly name: string;
  /** `A`, `B`, … as in the workbook. */
  readonly letter: string;
  /** Of its cells: dates are ISO 8601 texts in `records`. `mixed` where they differ. */
  readonly type: 'number' | 'date' | 'datetime' | 'boolean' | 'text' | 'mixed' | 'empty';
}

export interface ExcelReport {
  readonly sheets: readonly {
    readonly name: string;
    readonly rows: number;
    readonly columns: number;
  }[];
  readonly sheet: string;
  readonly range: string;
  readonly columns: readonly ExcelColumn[];
  readonly records: readonly Readonly<Record<string, JsonValue>>[];
  /** Rows in the range, without the header; `records` may hold fewer. */
  readonly total_rows: number;
  readonly truncated: boolean;
}

export interface ExcelJob {
  readonly bytes: Uint8Array;
  readonly question: ExcelQuestion;
}
