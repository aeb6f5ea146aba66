import { addressed } from '../calls/call-of.js';
import type { AnswerOf, CallOptions, QueryFor } from '../calls/operation.js';
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
): Promise<AnswerOf<'importMemory'>> {
  const call = addressed(routes.importMemory, [], options);
  const headers = { ...call.headers, 'content-type': 'application/x-ndjson' };
  const answer = await connection.call({ ...call, headers, bytes: lines }, readJson);
  return answer as AnswerOf<'importMemory'>;
}
