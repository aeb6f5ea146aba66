import type { IncomingHttpHeaders } from 'node:http';
import { ProtocolError } from '#protocol';
import type { Artifact, ByteRange } from '#artifacts';
import { readRange } from './read-range.js';

/**
 * The bytes that `Range` asks for (RFC 9110 §14). Nothing for all of them: without the header, with one
 * that cannot be read, with several ranges, or when `If-Range` names other bytes.
 * @throws {ProtocolError} RANGE_NOT_SATISFIABLE
 */
export function chooseRange(
  headers: IncomingHttpHeaders,
  { sizeBytes, hash }: Pick<Artifact, 'sizeBytes' | 'hash'>,
): ByteRange | undefined {
  const { range, 'if-range': condition } = headers;
  if (range === undefined || (condition !== undefined && condition !== `"${hash}"`))
    return undefined;
  const ranges = readRange(range, sizeBytes);
  if (ranges?.length === 0) throw beyondTheEnd(sizeBytes);
  return ranges?.length === 1 ? ranges[0] : undefined;
}

/** Whether the reader has these bytes: one of their `If-None-Match` is the hash. */
export function isUnchanged(condition: string, hash: string): boolean {
  const known = condition.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(`"${hash}"`);
}

function beyondTheEnd(sizeBytes: number): ProtocolError {
  return new ProtocolError(
    'RANGE_NOT_SATISFIABLE',
    `The artifact has ${String(sizeBytes)} bytes, and Range asks for others`,
    { size_bytes: sizeBytes },
  );
}
