import type { Fault } from './classify-fault.js';

/** Transient faults after which a message is given up: attempts, and what was asked again within one. */
export const maxTransientAttempts = 5;

const longestPauseMs = 300_000;
const firstPauseMs = 1_000;

/** No failing side is left alone for longer, whatever it asked for: a day. */
const longestAskedMs = 86_400_000;

/** What has become of a message so far, as far as another attempt depends on it. */
export interface AttemptsSoFar {
  /** This one included. */
  readonly attempt: number;
  readonly crashes: number;
  /** Milliseconds until nobody wants the answer any more. */
  readonly timeLeft: number | undefined;
}

export type RetryDecision =
  { readonly kind: 'retry'; readonly delayMs: number } | { readonly kind: 'give_up' };

/**
 * Whether to try again, and when. Full jitter, `random` in [0, 1): many messages that failed together
 * do not come back together. Never before the time that the failing side asked for, up to a day, never
 * when the answer would come after the deadline.
 */
export function decideRetry(fault: Fault, so: AttemptsSoFar, random: number): RetryDecision {
  // Who was asked again within the turn is not asked as often once more in each further turn.
  const failed = so.attempt - so.crashes - 1 + Math.max(1, fault.asked ?? 1);
  if (fault.kind === 'permanent' || failed >= maxTransientAttempts) return { kind: 'give_up' };
  const delayMs = retryDelay(failed, random, fault.retryAfterMs);
  if (so.timeLeft !== undefined && delayMs >= so.timeLeft) return { kind: 'give_up' };
  return { kind: 'retry', delayMs };
}

/**
 * rand(0, min(300 s, 1 s × 2^(failed − 1))), and not below `retryAfterMs`, of which a day counts at most and
 * nothing where it is no time at all. Whole milliseconds.
 */
export function retryDelay(failed: number, random: number, retryAfterMs = 0): number {
  const cap = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, failed - 1));
  const asked = retryAfterMs > 0 ? Math.min(longestAskedMs, retryAfterMs) : 0;
  return Math.ceil(Math.max(random * cap, asked));
}
