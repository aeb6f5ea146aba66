import {
  packageVersion,
  type Clock,
  type Database,
  type EventChannel,
  type Logger,
} from '#platform';
import type { KeyRing } from '#secrets';
import type { GuardedFetch } from '#tools';
import { WebhookBook, type Foresight } from './book/webhook-book.js';
import { WebhookSecrets } from './book/webhook-secrets.js';
import { DeliveryDesk } from './deliveries/delivery-desk.js';
import { AttemptTally } from './dispatch/attempt-tally.js';
import { WebhookDispatcher } from './dispatch/dispatcher.js';

/** What an API needs of webhooks: it keeps them and delivers nothing itself. */
export interface Webhooks {
  readonly book: WebhookBook;
  readonly desk: DeliveryDesk;
}

/** What an API knows of the webhooks it keeps. */
export interface WebhookTerms {
  /** What a registration may be told at once. @default nothing */
  readonly foresight?: Foresight;
  /** How long workers remember deliveries, milliseconds. @default for good */
  readonly retentionMs?: number;
}

export function openWebhooks(
  database: Database,
  ring: KeyRing,
  clock: Clock,
  { foresight = {}, retentionMs = Infinity }: WebhookTerms = {},
): Webhooks {
  return {
    book: new WebhookBook(database, new WebhookSecrets(ring), foresight),
    desk: new DeliveryDesk(database, clock, retentionMs),
  };
}

export interface DispatchGround {
  readonly database: Database;
  /** Where it hears that something was queued. */
  readonly events: Pick<EventChannel, 'subscribe'>;
  readonly ring: KeyRing;
  /** The guarded way out. */
  readonly fetch: GuardedFetch;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What tells receivers of events: when it is started, at once; and whenever somebody asks it to look. */
export function openDispatcher({ ring, events, ...ground }: DispatchGround): WebhookDispatcher {
  const kit = {
    ...{ ...ground, secrets: new WebhookSecrets(ring), random: Math.random },
    tally: new AttemptTally(),
    userAgent: `Caxton/${packageVersion()} (webhooks)`,
  };
  return new WebhookDispatcher(kit, events);
}
