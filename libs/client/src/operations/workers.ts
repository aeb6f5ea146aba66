import type { Group } from '../calls/methods.js';

/** The processes that take turns. */
export const workers = {
  /** Lists the workers. */
  list: 'listWorkers',
} as const satisfies Group;
