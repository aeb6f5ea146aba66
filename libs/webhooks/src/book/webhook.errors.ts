import { ProtocolError } from '#protocol';

export function webhookNotFound(id: string): ProtocolError {
  return new ProtocolError('WEBHOOK_NOT_FOUND', `No webhook has the id '${id}'`, {
    suggestion: 'Use GET /api/v1/webhooks to list them',
  });
}

export function deliveryNotFound(id: string): ProtocolError {
  return new ProtocolError('DELIVERY_NOT_FOUND', `The webhook has no delivery '${id}'`, {
    suggestion: 'Use GET /api/v1/webhooks/{id}/deliveries to list them',
  });
}

export function webhookDisabled(id: string): ProtocolError {
  return new ProtocolError('WEBHOOK_DISABLED', `The webhook '${id}' is disabled`, {
    suggestion: `Enable it with PATCH /api/v1/webhooks/${id} and {"enabled": true}`,
  });
}

/** Whoever may change a webhook may not read its token, so they may not have it sent to themselves either. */
export function tokenNeeded(): ProtocolError {
  const message = 'is needed when the URL changes to another origin';
  return new ProtocolError('WEBHOOK_TOKEN_NEEDED', `authentication ${message}`, {
    errors: [{ field: 'authentication', rule: 'required', message }],
    suggestion: 'Send the token for the new receiver as authentication, or null for none',
  });
}

export function tooManyWebhooks(most: number): ProtocolError {
  return new ProtocolError('WEBHOOKS_FULL', `A workspace has at most ${String(most)} webhooks`, {
    max_webhooks: most,
    suggestion: 'Remove one with DELETE /api/v1/webhooks/{id}',
  });
}

export function rotationUnderWay(id: string): ProtocolError {
  return new ProtocolError(
    'ROTATION_UNDER_WAY',
    `The secret of the webhook '${id}' was replaced within 24 hours`,
    {
      suggestion:
        'Repeat a request whose answer was lost with its Idempotency-Key, or wait; force=true makes another secret, ' +
        'and the one that the receiver may still have ends at once',
    },
  );
}
