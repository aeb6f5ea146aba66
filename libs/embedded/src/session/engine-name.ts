import { createHash } from 'node:crypto';

/** Longer names are cut by Postgres, and two of them could become one. */
const mostBytes = 63;

/**
 * The name that a prepared statement has in the engine, where all connections share one space of
 * names. The unnamed statement stays unnamed.
 */
export function engineName(session: number, name: string): string {
  if (name === '') return '';
  const long = `c${session}_${name}`;
  if (Buffer.byteLength(long) <= mostBytes) return long;
  return `c${session}#${createHash('sha1').update(name).digest('hex')}`;
}
