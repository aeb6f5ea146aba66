import type { ErrorEntry } from './error-entry.js';

/** Errors about trials: configurations that are tried without being deployed. */
export const trialErrors = {
  TRIAL_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'What came of the trial that the Idempotency-Key stands for is not kept any more.',
    remedy: 'Run it again under a new Idempotency-Key.',
  },
  TRIAL_FAILED: {
    status: 422,
    retryable: false,
    when: 'The configuration was tried, and a scenario did not end as it should; details holds the whole report.',
    remedy: 'Look at the error of each scenario in details.scenarios.',
  },
  TRIALS_FULL: {
    status: 429,
    retryable: true,
    when: 'As many trials of the workspace wait or run as may.',
    remedy: 'Send it again after the seconds in Retry-After.',
  },
} as const satisfies Record<string, ErrorEntry>;
