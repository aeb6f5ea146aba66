import { z } from 'zod';
import { querySwitch } from '../http/query-parts.js';

/** Query of a rotation of a secret. */
export const rotateOptions = z.strictObject({
  force: querySwitch('Replace the secret although it was replaced within 24 hours.'),
});
export type RotateOptions = z.infer<typeof rotateOptions>;
