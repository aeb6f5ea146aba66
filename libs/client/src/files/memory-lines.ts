import { addressed } from '../calls/call-of.js';
import type { AnswerOf, BodyOf, CallOptions, QueryFor } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { readJson, readWhole } from '../connection/read-answer.js';
import { routes } from '../generated/routes.js';

/** Which memory is given. */
export type ExportOptions = Omit<QueryFor<'exportMemory'>, 'format'> & CallOptions;
/** Which memory takes it, and how. */
export type ImportOptions = QueryFor<'importMemory'> & CallOptions;

/** A memory as JSON Lines, as a Response whose body can be read as it comes. */
export async function exportMemoryLines(
  connection: Connection,
  options: ExportOptions = {},
): Promise<Response> {
  const asked: CallOptions = { ...options, ...{ format: 'jsonl' } };
  const call = addressed(routes.exportMemory, [], asked);
  return connection.call(call, readWhole);
}

/** Takes JSON Lines, as an export gives them, into a memory. */
export async function importMemoryLines(
  connection: Connection,
  lines: string | Blob,
  options: ImportOptions = {},
): Promise<Imported> {
  return importBytes(connection, lines, 'application/x-ndjson', options);
}

/** Takes a document, as an export gives it, into a memory. */
export async function importMemoryDocument(
  connection: Connection,
  document: BodyOf<'importMemory'>,
  options: ImportOptions = {},
): Promise<Imported> {
  return importBytes(connection, JSON.stringify(document), 'application/json', options);
}

type Imported = AnswerOf<'importMemory'>;

/** The slowest that a memory is taken in, if its vectors have to be made anew: bytes in a millisecond. */
const slowest = 10;

/** The answer comes when everything is stored: by its size, that may take longer than any other answer. */
async function importBytes(
  connection: Connection,
  bytes: string | Blob,
  type: string,
  options: ImportOptions,
): Promise<Imported> {
  const { timeoutMs } = options;
  const size = typeof bytes === 'string' ? bytes.length : bytes.size;
  // What the caller gives it in all is not exceeded.
  const heldMs = Math.min(size / slowest, timeoutMs ?? Infinity);
  const within = timeoutMs === undefined ? {} : { timeoutMs: timeoutMs - heldMs };
  const call = addressed(routes.importMemory, [], { ...options, ...within });
  const headers = { ...call.headers, 'content-type': type };
  return (await connection.call({ ...call, headers, bytes, heldMs }, readJson)) as Imported;
}
