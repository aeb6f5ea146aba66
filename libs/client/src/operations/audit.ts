import type { Group } from '../calls/methods.js';

/** Who did what. */
export const audit = {
  /** Lists who did what, page by page. */
  list: 'listAuditEvents',
  /** Tells whether the log was touched. */
  chain: 'checkAuditChain',
} as const satisfies Group;
