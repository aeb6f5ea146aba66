import type { Group } from '../calls/methods.js';

/** Messages that failed for good. */
export const deadLetters = {
  /** Lists the dead letters, page by page. */
  list: 'listDeadLetters',
  /** Gives a dead letter with its history. */
  get: 'getDeadLetter',
  /** Puts one back into its mailbox. */
  requeue: 'requeueDeadLetter',
  /** Puts all that fit a filter back. */
  requeueAll: 'requeueDeadLetters',
  /** Discards one. */
  discard: 'discardDeadLetter',
} as const satisfies Group;
