import { fieldErrors } from '#protocol';

const agentId = /^agt-[0-9a-f-]{36}$/;

/** The place after an agent in the list, as a word that the client hands back. */
export function writeCursor(id: string): string {
  return Buffer.from(id, 'utf8').toString('base64url');
}

/** The agent after which a page begins; without a cursor, before the first. @throws {ProtocolError} */
export function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return '';
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (agentId.test(id)) return id;
  throw fieldErrors('INVALID_REQUEST', [
    { field: 'cursor', rule: 'cursor', message: 'must be the next_cursor of an earlier page' },
  ]);
}
