import {
  openDispatcher,
  tellsNoWebhooks,
  type DispatchFigures,
  type WebhookDispatcher,
} from '#webhooks';
import { openEgress } from '../compose/open-tool-box.js';
import type { WorkerGround } from '../worker-ground.js';

/** Tells webhooks of what happened: as soon as it hears of it, and when the sweeper looks. */
export interface WebhookRounds extends Pick<WebhookDispatcher, 'start' | 'look' | 'stop'> {
  /** Absent where the process tells none. */
  readonly figures?: DispatchFigures;
  /** Why it cannot tell them, or some of them. */
  readonly problems?: readonly string[];
}

/** What telling webhooks stands on. */
export type WebhookGround = Pick<WorkerGround, 'env' | 'ring'> & {
  readonly platform: Pick<WorkerGround['platform'], 'database' | 'events' | 'clock' | 'log'>;
};

const none: WebhookRounds = {
  problems: [tellsNoWebhooks],
  start: () => undefined,
  look: () => Promise.resolve(),
  stop: () => Promise.resolve(),
};

/** A worker that has no keys leaves webhooks to those that have them, and says so. */
export function openWebhookRounds({ env, platform, ring }: WebhookGround): WebhookRounds {
  const { database, events, clock, log } = platform;
  if (ring === undefined) {
    log.warn(
      {},
      'This worker tells no webhooks: CAXTON_KEYS is not set. An API without it tells them itself; one that has it leaves them to workers that have it too.',
    );
    return none;
  }
  return openDispatcher({ database, events, ring, fetch: openEgress({ env }), clock, log });
}
