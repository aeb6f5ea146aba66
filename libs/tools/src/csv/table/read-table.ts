import { readRecords, type RawTable } from '#documents';
import { askDocuments } from '../../files/ask-documents.js';
import type { TypedColumn } from './column.js';
import { detectDialect } from './dialect.js';
import { looksLikeHeader, nameColumns } from './header.js';
import { inferColumn, provenDecimal } from './infer-column.js';
import { isMissing } from './missing.js';
import type { DecimalSign } from './read-number.js';

/** How the text is to be read, where that is not found out from the text. */
export interface ReadingHints {
  readonly delimiter?: string | undefined;
  readonly hasHeader?: boolean | undefined;
}

/** A table with names and types. */
export interface Table {
  readonly columns: readonly TypedColumn[];
  readonly rows: number;
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** What the reader of the figures should know about how they were read. */
  readonly notes: readonly string[];
}

/** Reads a delimited text into columns with types. @throws {ToolFault} when it is no table */
export async function readTable(text: string, hints: ReadingHints): Promise<Table> {
  const found = detectDialect(text);
  const delimiter = hints.delimiter ?? found.delimiter;
  const raw = await askDocuments(readRecords(text, { delimiter, start: found.start }));
  const hasHeader = hints.hasHeader ?? looksLikeHeader(raw);
  const names = nameColumns(raw.columns.map(([first = '']) => (hasHeader ? first : '')));
  const cells = raw.columns.map((column) => (hasHeader ? column.slice(1) : column));
  const decimal = decimalOf(cells);
  const inferred = cells.map((column, index) => inferColumn(names[index] ?? '', column, decimal));
  return {
    columns: inferred.map(({ column }) => column),
    rows: Math.max(0, raw.rows - (hasHeader ? 1 : 0)),
    delimiter,
    hasHeader,
    notes: [
      ...inferred.flatMap(({ note }) => note ?? []),
      ...inferred.flatMap(({ column }) => invalidNote(column)),
      ...raggedNote(raw),
    ],
  };
}

/** How the table writes fractions: as the first column that proves it. */
function decimalOf(columns: readonly (readonly string[])[]): DecimalSign | undefined {
  for (const column of columns) {
    const look = column.slice(0, 1_000).map((cell) => cell.trim());
    const proven = provenDecimal(look.filter((cell) => !isMissing(cell)));
    if (proven !== undefined) return proven;
  }
  return undefined;
}

function invalidNote({ name, type, invalid }: TypedColumn): string[] {
  if (invalid === 0) return [];
  return [`${String(invalid)} of "${name}" are no ${type} and are left out of its figures.`];
}

function raggedNote({ ragged, columns }: RawTable): string[] {
  if (ragged === 0) return [];
  return [`${String(ragged)} rows do not have ${String(columns.length)} cells.`];
}
