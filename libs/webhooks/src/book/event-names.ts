import { testEvent, webhookEvents, webhookEventSources, type WebhookEvent } from '#protocol';

/** How the conversations' log calls these events. */
export function logTypesOf(events: readonly WebhookEvent[]): string[] {
  return [...new Set(events)].map((event) => webhookEventSources[event]);
}

/** By the names of the contract. */
export function eventsOf(logTypes: readonly string[]): WebhookEvent[] {
  return webhookEvents.filter((event) => logTypes.includes(webhookEventSources[event]));
}

/** What receivers know an entry of the log by. */
export function eventOf(logType: string): WebhookEvent | typeof testEvent {
  return eventsOf([logType])[0] ?? testEvent;
}
