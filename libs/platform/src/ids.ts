import { TimeOrderedIds } from './time-ordered-ids.js';

/** One for the whole process, so that its ids stand in the order in which they were made. */
const ids = new TimeOrderedIds();

/** What an id names; the prefix tells a reader what they are looking at. */
export type IdPrefix =
  | 'msg'
  | 'conv'
  | 'agt'
  | 'turn'
  | 'req'
  | 'wrk'
  | 'ent'
  | 'obs'
  | 'rel'
  | 'ret'
  | 'imp'
  | 'bat'
  | 'blob'
  | 'apr'
  | 'usr'
  | 'fam'
  | 'whk'
  | 'spl'
  | 'opn'
  | 'test';

/** A new id such as `msg-0198c4…`: UUID version 7 (RFC 9562), so ids sort by time. */
export function createId<P extends IdPrefix>(prefix: P): `${P}-${string}` {
  return `${prefix}-${ids.next()}`;
}
