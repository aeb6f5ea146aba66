import { openDispatcher, type WebhookDispatcher } from '#webhooks';
import { openEgress } from '../compose/open-tool-box.js';
import type { WorkerGround } from '../worker-ground.js';

/** Tells webhooks of what happened, when the sweeper looks and then as long as something is due. */
export type WebhookRounds = Pick<WebhookDispatcher, 'look' | 'stop'>;

const none: WebhookRounds = { look: () => Promise.resolve(), stop: () => Promise.resolve() };

/** A worker that has no keys leaves webhooks to those that have them. */
export function openWebhookRounds({ env, platform, ring }: WorkerGround): WebhookRounds {
  const { database, clock, log } = platform;
  if (ring === undefined) return none;
  return openDispatcher({ database, ring, fetch: openEgress({ env }), clock, log });
}
