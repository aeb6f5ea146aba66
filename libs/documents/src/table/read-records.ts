import { once } from 'node:events';
import { parse, type CsvError } from 'csv-parse';
import { DocumentFault } from '../document.errors.js';

/** How a text separates its cells. */
export interface Dialect {
  readonly delimiter: string;
  /** Where the table begins: behind a `sep=;` line of a spreadsheet. */
  readonly start: number;
}

/** Cells by column: what is inferred and counted afterwards goes down columns, not along rows. */
export interface RawTable {
  readonly columns: readonly (readonly string[])[];
  readonly rows: number;
  /** Rows with fewer or more cells than the table has columns. */
  readonly ragged: number;
}

const pieceLength = 65_536;
const longestRecord = 1_048_576;
const mostColumns = 1_000;

/**
 * Reads the records of a delimited text (RFC 4180, with what is found in the wild: byte order marks,
 * mixed line ends, quotes in the middle of a cell, rows of unequal length).
 *
 * @throws {DocumentFault} unreadable, where a quote never ends, a record is longer than 1 MB or there
 * are more than 1,000 columns
 */
export async function readRecords(text: string, dialect: Dialect): Promise<RawTable> {
  const gatherer = new RecordGatherer();
  const parser = parse({
    bom: true,
    delimiter: dialect.delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  parser.on('readable', () => {
    for (let record = next(parser); record !== null; record = next(parser)) gatherer.add(record);
  });
  const ended = once(parser, 'end');
  try {
    await Promise.race([feed(parser, text, dialect.start), ended]);
    await ended;
  } catch (error) {
    throw unreadable(error as CsvError);
  }
  return gatherer.table();
}

const next = (parser: ReturnType<typeof parse>): string[] | null =>
  parser.read() as string[] | null;

async function feed(parser: ReturnType<typeof parse>, text: string, start: number): Promise<void> {
  for (let at = start; at < text.length; at += pieceLength) {
    if (!parser.write(text.slice(at, at + pieceLength))) await once(parser, 'drain');
  }
  parser.end();
}

function unreadable(error: CsvError): unknown {
  if (error instanceof DocumentFault || !('code' in error)) return error;
  const place = 'lines' in error ? ` near line ${String(error['lines'])}` : '';
  const cause =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quotation mark never closes'
      : 'a row cannot be read';
  return new DocumentFault('unreadable', `the text is not a readable table: ${cause}${place}`);
}

/** Turns records into columns; a row that is too short ends in empty cells. */
class RecordGatherer {
  readonly #columns: string[][] = [];
  readonly #lengths = new Map<number, number>();
  #rows = 0;

  add(record: readonly string[]): void {
    this.#lengths.set(record.length, (this.#lengths.get(record.length) ?? 0) + 1);
    while (this.#columns.length < record.length) this.#grow();
    for (const [index, column] of this.#columns.entries()) column.push(record[index] ?? '');
    this.#rows += 1;
  }

  table(): RawTable {
    const whole = this.#lengths.get(this.#columns.length) ?? 0;
    return { columns: this.#columns, rows: this.#rows, ragged: this.#rows - whole };
  }

  #grow(): void {
    if (this.#columns.length === mostColumns) {
      throw new DocumentFault('unreadable', 'the table has more than 1,000 columns');
    }
    this.#columns.push(new Array<string>(this.#rows).fill(''));
  }
}
