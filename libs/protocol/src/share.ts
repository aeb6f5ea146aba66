import { z } from 'zod';

/** Memory keeps shares as single floats, of which this is the smallest that has all its digits. */
const leastKept = 2 ** -126;

/** A share as it is kept: what is too small to be told from nothing is nothing. */
export function keptShare(share: number): number {
  return Math.abs(share) < leastKept ? 0 : share;
}

/** A part of a whole, such as how sure something is: 0 to 1. */
export const share = z.number().min(0).max(1).overwrite(keptShare);
