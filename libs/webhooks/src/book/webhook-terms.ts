import type { WebhookChange } from '#protocol';
import { tokenNeeded } from './webhook.errors.js';
import type { Webhook, WebhookTerms } from './webhook.repository.js';

/**
 * What a webhook says after a change: what is left out stays, null takes away. `seal` seals a token.
 * @throws {ProtocolError} WEBHOOK_TOKEN_NEEDED
 */
export function changedTerms(
  old: Webhook,
  change: WebhookChange,
  seal: (token: string) => string,
): WebhookTerms {
  const { url, events, filter, authentication, description, enabled } = change;
  if (url !== undefined && authentication === undefined) refuseCarryingOff(old, url);
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

/** A token was given for one receiver and is shown to no other. */
function refuseCarryingOff(old: Webhook, url: string): void {
  if (old.token !== undefined && new URL(url).origin !== new URL(old.url).origin)
    throw tokenNeeded();
}

function changed<T>(wanted: T | null | undefined, old: T | undefined): T | undefined {
  return wanted === undefined ? old : (wanted ?? undefined);
}
