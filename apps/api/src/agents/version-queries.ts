import { z } from 'zod';
import { queryCursor, queryLimit, queryNumber } from '../http/query-parts.js';

const number = z.int().min(1).max(2_147_483_647);

/** The number of a version in a path, which comes as text. */
export const versionInPath = queryNumber(number).meta({
  description: 'Number of the version, from 1.',
  examples: [1],
});

/** Query of the list of versions. */
export const versionListOptions = z.strictObject({ cursor: queryCursor, limit: queryLimit(50) });
export type VersionListOptions = z.infer<typeof versionListOptions>;

/** Query of a comparison of versions. */
export const versionDiffOptions = z.strictObject({
  from: queryNumber(number).meta({ description: 'Number of the version before.' }),
  to: queryNumber(number).meta({ description: 'Number of the version after.' }),
});
export type VersionDiffOptions = z.infer<typeof versionDiffOptions>;
