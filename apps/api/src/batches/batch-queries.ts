import { z } from 'zod';
import { mostInBatch } from '#protocol';
import { queryCursor, queryLimit, queryNumber } from '../http/query-parts.js';

/** Query of the list of batches. */
export const batchListOptions = z.strictObject({ cursor: queryCursor, limit: queryLimit(50) });
export type BatchListOptions = z.infer<typeof batchListOptions>;

/** Query of one batch. */
export const batchOptions = z.strictObject({
  cursor: queryCursor,
  limit: queryNumber(z.int().min(0).max(mostInBatch))
    .prefault(50)
    .meta({ description: `Results of a page, at most ${String(mostInBatch)}; 0: only counts.` }),
});
export type BatchOptions = z.infer<typeof batchOptions>;
