import { z } from 'zod';
import { deadLetterFilter, durationText } from '#protocol';
import { queryCursor, queryLimit, querySwitch } from '../http/query-parts.js';

/** Query of the list of dead letters. */
export const deadLetterListOptions = z.strictObject({
  ...deadLetterFilter.shape,
  cursor: queryCursor,
  limit: queryLimit(50),
});
export type DeadLetterListOptions = z.infer<typeof deadLetterListOptions>;

/** Query of putting one back. */
export const requeueOptions = z.strictObject({
  timeout: durationText.optional().meta({
    description: 'A new deadline, from now. Without it, one that has passed is lifted.',
    examples: ['2m'],
  }),
});
export type RequeueOptions = z.infer<typeof requeueOptions>;

/** Query of putting many back. */
export const requeueAllOptions = z.strictObject({
  dry_run: querySwitch('Tell what would be put back, and put nothing back; as in the body.'),
});
export type RequeueAllOptions = z.infer<typeof requeueAllOptions>;
