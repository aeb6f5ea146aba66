import { z } from 'zod';
import { approvalFilter } from '#protocol';
import { queryCursor, queryLimit } from '../http/query-parts.js';

/** Query of the list of approvals. */
export const approvalListOptions = z.strictObject({
  ...approvalFilter.shape,
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type ApprovalListOptions = z.infer<typeof approvalListOptions>;
