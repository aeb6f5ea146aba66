import type { Failure } from '../failure.js';

/** The failure of a message whose turn needed a decision that nobody made in time. */
export function approvalExpired(name: string): Failure {
  return {
    code: 'APPROVAL_EXPIRED',
    reason: `Nobody decided about "${name}" in time, so it was not done.`,
    retryable: true,
    suggestion: 'Send it again, and decide at /api/v1/approvals before it expires.',
  };
}
