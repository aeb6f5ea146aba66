import type { Group } from '../calls/methods.js';

/** What people have to decide. */
export const approvals = {
  /** Lists what agents need people for, page by page. */
  list: 'listApprovals',
  /** Gives an approval. */
  get: 'getApproval',
  /** Approves, denies or edits. */
  decide: 'decideApproval',
} as const satisfies Group;
