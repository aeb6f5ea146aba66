import { isDataFault } from '#platform';
import { LeaseLost, MailboxBroken } from '#messaging';

/** What to do about a commit that threw. */
export type CommitVerdict =
  /** Somebody else holds the mailbox, or an earlier try of ours went through: nothing to do. */
  | 'lost'
  /** An earlier try of ours went through and kept the lease: give it back. */
  | 'settled'
  /** Postgres refuses what the turn wants written, and would refuse it again. */
  | 'unusable'
  /** Whether it was written is unknown; trying again is safe, because the fence decides. */
  | 'again'
  | 'give_up';

/** Tries after which the lease is left to run out. */
const mostTries = 8;

/** What was tried before. */
export interface CommitTries {
  /** This one included. */
  readonly tries: number;
  /** The outcome was replaced by a failure already. */
  readonly replaced: boolean;
  /** The lease can no longer be kept. */
  readonly fenced: boolean;
}

export function judgeCommitFault(error: unknown, so: CommitTries): CommitVerdict {
  if (error instanceof LeaseLost) return 'lost';
  if (error instanceof MailboxBroken) return so.tries > 1 ? 'settled' : 'give_up';
  if (isDataFault(error)) return so.replaced ? 'give_up' : 'unusable';
  return so.tries < mostTries && !so.fenced ? 'again' : 'give_up';
}

/** Milliseconds before the next try: 0.1 s, 0.2 s, … up to 2 s. */
export function pauseBeforeTry(tries: number): number {
  return Math.min(2_000, 100 * 2 ** (tries - 1));
}
