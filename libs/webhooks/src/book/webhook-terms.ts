import type { WebhookChange } from '#protocol';
import type { Webhook, WebhookTerms } from './webhook.repository.js';

/**
 * What a webhook says after a change: what is left out stays, null takes away. `seal` seals a token.
 */
export function changedTerms(
  old: Webhook,
  change: WebhookChange,
  seal: (token: string) => string,
): WebhookTerms {
  const { url, events, filter, authentication, description, enabled } = change;
  return {
    url: url ?? old.url,
    events: events ?? old.events,
    filter: changed(filter, old.filter),
    description: changed(description, old.description),
    token: changed(authentication && seal(authentication.token), old.token),
    isEnabled: enabled ?? old.isEnabled,
    disabledReason: enabled === undefined ? old.disabledReason : undefined,
  };
}

function changed<T>(wanted: T | null | undefined, old: T | undefined): T | undefined {
  return wanted === undefined ? old : (wanted ?? undefined);
}
