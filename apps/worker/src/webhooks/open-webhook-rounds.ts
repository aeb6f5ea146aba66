import { openDispatcher, type WebhookDispatcher } from '#webhooks';
import { openEgress } from '../compose/open-tool-box.js';
import type { WorkerGround } from '../worker-ground.js';

/** Tells webhooks of what happened: as soon as it hears of it, and when the sweeper looks. */
export type WebhookRounds = Pick<WebhookDispatcher, 'start' | 'look' | 'stop'>;

const none: WebhookRounds = {
  start: () => undefined,
  look: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** A worker that has no keys leaves webhooks to those that have them. */
export function openWebhookRounds({ env, platform, ring }: WorkerGround): WebhookRounds {
  const { database, events, clock, log } = platform;
  if (ring === undefined) return none;
  return openDispatcher({ database, events, ring, fetch: openEgress({ env }), clock, log });
}
