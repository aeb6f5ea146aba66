import { createHash } from 'node:crypto';
import { fieldErrors } from '#protocol';

/** Which part of a list is wanted. */
export interface WantedPage {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page as a list gives it, and as the client gets it. */
interface ListPage {
  readonly next_cursor?: string | null | undefined;
}

/**
 * A page of a list, which is told by its name and whatever chooses its entries. The cursor holds for this
 * list alone: one of another list, or of other entries, would be answered with a page from nowhere.
 * @throws {ProtocolError} INVALID_REQUEST: the cursor is not of this list
 */
export async function pageOf<T extends ListPage>(
  list: readonly [name: string, ...of: (string | object)[]],
  { cursor, limit }: WantedPage,
  read: (page: WantedPage) => Promise<T>,
): Promise<T> {
  const page = await read({ cursor: cursor && openCursor(cursor, list), limit });
  const { next_cursor: next } = page;
  return typeof next === 'string' ? { ...page, next_cursor: sealCursor(next, list) } : page;
}

/** The place, with what tells the list that it is one of. */
function sealCursor(place: string, list: readonly unknown[]): string {
  return `${sealOf(place, list)}.${place}`;
}

function openCursor(cursor: string, list: readonly unknown[]): string {
  const at = cursor.indexOf('.');
  const place = cursor.slice(at + 1);
  if (at > 0 && place !== '' && cursor.slice(0, at) === sealOf(place, list)) return place;
  throw fieldErrors('INVALID_REQUEST', [
    {
      field: 'cursor',
      rule: 'cursor',
      message:
        'is not of this list: send the next_cursor of its page before with the same parameters, or none to begin anew',
    },
  ]);
}

/** No secret: it finds mistakes. Whoever makes a place up is refused where the place is read. */
function sealOf(place: string, list: readonly unknown[]): string {
  const said = JSON.stringify([place, ...list]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 12);
}
