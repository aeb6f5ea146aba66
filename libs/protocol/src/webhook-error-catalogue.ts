import type { ErrorEntry } from './error-entry.js';

/** Errors about webhooks and what they deliver. */
export const webhookErrors = {
  WEBHOOK_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'No webhook of the workspace has that id.',
    remedy: 'Use GET /api/v1/webhooks to list the webhooks.',
  },
  DELIVERY_NOT_FOUND: {
    status: 404,
    retryable: false,
    when: 'The webhook has no delivery of that id, or it was long ago.',
    remedy: 'Use GET /api/v1/webhooks/{id}/deliveries to list them.',
  },
  WEBHOOK_DISABLED: {
    status: 409,
    retryable: false,
    when: 'The webhook is disabled, by somebody or because its receiver failed for too long.',
    remedy: 'Repair the receiver, then enable the webhook with PATCH /api/v1/webhooks/{id}.',
  },
  WEBHOOK_TOKEN_NEEDED: {
    status: 422,
    retryable: false,
    when: 'The URL of a webhook with a token would change to another scheme, host or port, and the token was not given.',
    remedy: 'Send authentication as well: the token for the new receiver, or null for none.',
  },
  ROTATION_UNDER_WAY: {
    status: 409,
    retryable: false,
    when: 'The signing secret was replaced within 24 hours; the one before signs along still, and another would end that.',
    remedy:
      'Repeat a lost answer by its Idempotency-Key; force=true makes another secret, and the one before the last ends at once.',
  },
  WEBHOOKS_FULL: {
    status: 409,
    retryable: false,
    when: 'The workspace has as many webhooks as it may.',
    remedy: 'Remove one with DELETE /api/v1/webhooks/{id}, or let one have more events.',
  },
} as const satisfies Record<string, ErrorEntry>;
