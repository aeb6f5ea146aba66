import type { WebhookView } from '#protocol';
import type { Webhook } from './webhook.repository.js';

/** A webhook as the API shows it: its secrets stay inside. */
export function viewWebhook(webhook: Webhook, waiting: number): WebhookView {
  return {
    ...{ webhook_id: webhook.id, url: webhook.url, events: [...webhook.events] },
    filter: webhook.filter ?? null,
    authentication: webhook.token === undefined ? null : { type: 'bearer' },
    description: webhook.description ?? null,
    status: webhook.isEnabled ? 'enabled' : 'disabled',
    disabled_reason: webhook.disabledReason ?? null,
    failing_since: webhook.failingSince?.toISOString() ?? null,
    ...{ waiting, created_by: webhook.createdBy },
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  };
}
