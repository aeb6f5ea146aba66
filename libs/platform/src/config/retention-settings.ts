import { span } from './env-values.js';

const hour = 3_600_000;
const atLeastAnHour = 'must be at least 1h';

/** How long what the machine noted for itself is kept; what was said stays until somebody deletes it. */
export const retentionSettings = {
  CAXTON_STEP_RETENTION: span('7d').describe(
    'How long the steps of a turn are kept after its message has ended.',
  ),
  CAXTON_RECORD_RETENTION: span('30d')
    .refine((ms) => ms >= hour, atLeastAnHour)
    .describe('How long batches, and operations on many conversations, are kept after their end.'),
  CAXTON_DELIVERY_RETENTION: span('15d')
    .refine((ms) => ms >= hour, atLeastAnHour)
    .describe('How long deliveries are kept after the webhook was told or they were given up.'),
  CAXTON_USAGE_RETENTION: span('90d')
    .refine((ms) => ms >= 24 * hour, 'must be at least 24h')
    .describe('How long usage is kept by the hour. By the day it is kept for good.'),
};
