import { ProtocolError } from '#protocol';

/** A record of an import as it stood in the body. */
export interface RecordPiece {
  /** Where it begins, from 1. */
  readonly line: number;
  /** Where it stood in a document (`entities`); absent in JSON Lines, whose records say it themselves. */
  readonly list?: string;
  readonly bytes: Buffer;
}

/** One record at most: an entity with some ten thousand facts and their vectors. */
const mostRecordBytes = 16 * 1_024 * 1_024;

/** @throws {ProtocolError} PAYLOAD_TOO_LARGE */
export function refuseLargeRecord(line: number, length: number): void {
  if (length <= mostRecordBytes) return;
  throw new ProtocolError(
    'PAYLOAD_TOO_LARGE',
    `Line ${String(line)}: a record is larger than ${String(mostRecordBytes)} bytes`,
    {
      ...{ line, max_bytes: mostRecordBytes },
      suggestion: 'One record is one entity or one relation; in JSON Lines each ends with its line',
    },
  );
}
