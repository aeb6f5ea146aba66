import type { Group } from '../calls/methods.js';

/** Many messages that are sent at once. */
export const batches = {
  /** Sends up to 500 messages at once. */
  send: 'sendBatch',
  /** Lists the batches, page by page. */
  list: 'listBatches',
  /** Tells how far a batch is, and what its messages led to. */
  get: 'getBatch',
  /** Stops what is left of a batch. */
  cancel: 'cancelBatch',
} as const satisfies Group;
