import { refusedData } from '#platform';
import { LeaseLost, MailboxBroken } from '#messaging';

/** What to do about the end of a turn that could not be written. */
export type WriteVerdict =
  /** Somebody else holds the mailbox, or an earlier try of ours went through: nothing to do. */
  | 'lost'
  /** An earlier try of ours went through and kept the lease: give it back. */
  | 'settled'
  /** Postgres refuses what the turn wants written, and would refuse it again. */
  | 'unusable'
  /** Whether it was written is unknown; trying again is safe, because the fence decides. */
  | 'again'
  /** Left to the lease, which runs out. */
  | 'give_up';

/** What was tried before. */
export interface WriteTries {
  /** This one included. */
  readonly tries: number;
  /** The lease can no longer be kept. */
  readonly fenced: boolean;
}

/** Tries after which the lease is left to run out: as long as a lease lasts, about. */
const mostTries = 8;

export function judgeWriteFault(error: unknown, { tries, fenced }: WriteTries): WriteVerdict {
  if (error instanceof LeaseLost) return 'lost';
  if (error instanceof MailboxBroken) return tries > 1 ? 'settled' : 'give_up';
  if (refusedData(error) !== undefined) return 'unusable';
  return tries < mostTries && !fenced ? 'again' : 'give_up';
}

/** Milliseconds before the next try: 0.1 s, 0.2 s, … up to 2 s. */
export function pauseBeforeTry(tries: number): number {
  return Math.min(2_000, 100 * 2 ** (tries - 1));
}
