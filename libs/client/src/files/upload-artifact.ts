import { addressed } from '../calls/call-of.js';
import type { AnswerOf, CallOptions, QueryFor } from '../calls/operation.js';
import type { Connection } from '../connection/connection.js';
import { readJson } from '../connection/read-answer.js';
import { routes } from '../generated/routes.js';

/** What can be uploaded: in Node, `openAsBlob` makes a Blob of a file without reading all of it. */
export type ArtifactContent = Blob | Uint8Array<ArrayBuffer> | ArrayBuffer | string;

/** A file that is kept by the server. */
export type Artifact = AnswerOf<'uploadArtifact'>;

/** What it is called and how long it is kept, beside how it is uploaded. */
export type UploadOptions = QueryFor<'uploadArtifact'> &
  CallOptions & {
    /** Such as `text/csv`. If not said that of the Blob; else the server finds out from the bytes. */
    readonly type?: string;
  };

/** The slowest way over which a file is uploaded in time: bytes in a millisecond. */
const slowest = 64;

/** Uploads a file as it is. */
export async function uploadArtifact(
  connection: Connection,
  content: ArtifactContent,
  { type, ...options }: UploadOptions = {},
): Promise<Artifact> {
  const blob = content instanceof Blob ? content : new Blob([content]);
  const call = addressed(routes.uploadArtifact, [], options);
  // Said even when unknown: fetch would make something up for a text.
  const contentType = type ?? (blob.type === '' ? 'application/octet-stream' : blob.type);
  const headers = { ...call.headers, 'content-type': contentType };
  const upload = { ...call, headers, bytes: blob, heldMs: blob.size / slowest };
  return (await connection.call(upload, readJson)) as Artifact;
}
