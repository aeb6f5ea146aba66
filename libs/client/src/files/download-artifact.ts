import { addressed } from '../calls/call-of.js';
import type { CallOptions } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { readWhole } from '../connection/read-answer.js';
import { routes } from '../generated/routes.js';

export type DownloadOptions = CallOptions & {
  /** Only some of the bytes: `bytes=0-1023`. */
  readonly range?: string;
};

/** The bytes of a file as a Response of the Fetch API, to be read at once or as they come. */
export async function downloadArtifact(
  connection: Connection,
  id: string,
  { range, ...options }: DownloadOptions = {},
): Promise<Response> {
  const call = addressed(routes.downloadArtifact, [id], options);
  const headers = { ...call.headers, ...(range === undefined ? {} : { range }) };
  return connection.call({ ...call, headers }, readWhole);
}
