/** What a row must hold to be counted. */
export interface CsvFilter {
  readonly column: string;
  readonly op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains';
  readonly value: string | number | boolean;
}

export interface CsvAggregate {
  readonly column: string;
  readonly function: 'sum' | 'mean' | 'min' | 'max' | 'count' | 'median';
}

/** What is asked of a table; everything that is absent is found out from the table. */
export interface CsvQuestion {
  readonly delimiter?: string;
  readonly has_header?: boolean;
  readonly filter?: readonly CsvFilter[];
  readonly group_by?: readonly string[];
  readonly aggregate?: readonly CsvAggregate[];
  readonly date_column?: string;
  readonly value_column?: string;
  /** Rows to show. @default 5 */
  readonly limit?: number;
}
