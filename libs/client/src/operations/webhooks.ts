import type { Group } from '../calls/methods.js';

/** URLs that are told of events. */
export const webhooks = {
  /** Lists the webhooks. */
  list: 'listWebhooks',
  /** Has events sent to a URL; the secret is told once. */
  register: 'registerWebhook',
  /** Gives a webhook. */
  get: 'getWebhook',
  /** Changes a webhook. */
  change: 'changeWebhook',
  /** Removes a webhook. */
  remove: 'removeWebhook',
  /** Gives a new secret; the old one signs along for a day. */
  rotateSecret: 'rotateWebhookSecret',
  /** Sends an event to try it out. */
  test: 'testWebhook',
  /** Lists deliveries, page by page. */
  deliveries: 'listDeliveries',
  /** Delivers one again, under the same id. */
  redeliver: 'redeliver',
  /** Delivers what did not get through since a moment. */
  recover: 'recoverDeliveries',
} as const satisfies Group;
