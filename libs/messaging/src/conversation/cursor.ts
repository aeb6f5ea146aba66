import { approvalId, conversationId, instant, messageId, ProtocolError } from '#protocol';

/** A place in a list, as an opaque word that the client hands back. */
export function writeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/** Whether one part of a place is what this server writes there. */
export type IsPart = (part: string) => boolean;

/** A number that Postgres counts with, such as a sequence or microseconds. */
export const isCount: IsPart = (part) => /^\d{1,16}$/.test(part);

/** What Postgres writes for a `timestamptz`: `2026-11-25 08:00:00.123456+00`. */
export const isPlaceInTime: IsPart = (part) => {
  const [, day = '', time = '', hours = '', minutes = ':00'] = written.exec(part) ?? [];
  return instant.safeParse(`${day}T${time}${hours}${minutes}`).success;
};

const written = /^([\d-]{10}) ([\d:.]{8,15})([+-]\d\d)(:\d\d)?$/;

export const isConversationId: IsPart = (part) => conversationId.safeParse(part).success;

export const isMessageId: IsPart = (part) => messageId.safeParse(part).success;

export const isApprovalId: IsPart = (part) => approvalId.safeParse(part).success;

/** The place a cursor names. @throws {ProtocolError} when it is none of ours */
export function readCursor(cursor: string, parts: readonly IsPart[]): string[] {
  const place = parse(cursor);
  if (
    Array.isArray(place) &&
    place.length === parts.length &&
    place.every((part): part is string => typeof part === 'string') &&
    place.every((part, index) => parts[index]?.(part))
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
