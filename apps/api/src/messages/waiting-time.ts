import { fieldErrors, parseDuration } from '#protocol';

/** How long a client waits for the reply when it does not say: `wait: true`. */
const usualMs = 30_000;

/** Longer than this no answer is held back: 5 minutes. */
const mostMs = 300_000;

/**
 * How long to hold the answer back, in milliseconds; 0 is not at all. The query wins over the body.
 * Thrown beyond 5 minutes: INVALID_REQUEST.
 */
export function waitingTime(
  inQuery: string | undefined,
  inBody: string | boolean | undefined,
): number {
  const asked = inQuery ?? inBody ?? false;
  if (asked === false || asked === 'false') return 0;
  if (asked === true || asked === 'true' || asked === '') return usualMs;
  const milliseconds = parseDuration(asked);
  if (milliseconds <= mostMs) return milliseconds;
  throw fieldErrors('INVALID_REQUEST', [
    {
      field: 'wait',
      rule: 'too_big',
      message: 'must be at most 5m; follow the conversation instead',
    },
  ]);
}
