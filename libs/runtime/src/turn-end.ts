import type { JsonObject } from '#protocol';
import type { Suspension, TurnOutcome } from '#messaging';

/** What the worker is to do with the mailbox after a turn. A turn never throws. */
export type TurnEnd =
  /** Write everything in one transaction. */
  | { readonly kind: 'commit'; readonly outcome: TurnOutcome }
  /** The turn waits for something: its mailbox is parked until that comes. */
  | { readonly kind: 'suspend'; readonly suspension: Suspension }
  /** The head waits and is tried again. */
  | { readonly kind: 'postpone'; readonly delayMs: number; readonly error: JsonObject }
  /**
   * Give the mailbox back untouched. `stopped`: the worker stops or lost the lease. `elsewhere`: the
   * code of the agent is not in this process; another worker has it.
   */
  | { readonly kind: 'release'; readonly why: 'stopped' | 'elsewhere' };
