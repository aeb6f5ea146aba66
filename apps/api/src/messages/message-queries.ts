import { z } from 'zod';
import { boundedElsewhere } from '#protocol';
import { querySwitch } from '../http/query-parts.js';

/** Query of a message that is sent. */
export const sendOptions = z.strictObject({
  dry_run: querySwitch('Explain where the message would go; nothing is sent.'),
  wait: z
    .union([boundedElsewhere, z.enum(['true', 'false', ''])])
    .optional()
    .meta({
      description:
        'Hold the answer until the reply is there, at most so long: `30s`, or `true` for 30 seconds. At most 5 minutes.',
      examples: ['30s'],
    }),
});
export type SendOptions = z.infer<typeof sendOptions>;
