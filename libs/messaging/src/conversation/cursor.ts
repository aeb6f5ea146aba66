import { ProtocolError } from '#protocol';

/** A place in a list, as an opaque word that the client hands back. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/** The place a cursor names. @throws {ProtocolError} when it is none of ours */
export function readCursor(cursor: string, parts: number): string[] {
  const place = parse(cursor);
  if (
    Array.isArray(place) &&
    place.length === parts &&
    place.every((part): part is string => typeof part === 'string')
  ) {
    return place;
  }
  throw new ProtocolError('INVALID_REQUEST', 'cursor is not one that this server gave', {
    errors: [{ field: 'cursor', rule: 'cursor', message: 'use the next_cursor of the last page' }],
  });
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}
