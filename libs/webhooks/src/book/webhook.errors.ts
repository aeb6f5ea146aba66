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

export function tooManyWebhooks(most: number): ProtocolError {
  return new ProtocolError('WEBHOOKS_FULL', `A workspace has at most ${String(most)} webhooks`, {
    max_webhooks: most,
    suggestion: 'Remove one with DELETE /api/v1/webhooks/{id}',
  });
}
