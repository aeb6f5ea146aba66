import { fieldErrors, type DeliveryView, type WebhookRecovered } from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import { systemCaller, type Caller, type Clock, type Database, type Tx } from '#platform';
import { deliveryNotFound, webhookDisabled, webhookNotFound } from '../book/webhook.errors.js';
import { lockWebhook, readWebhook, type Webhook } from '../book/webhook.repository.js';
import {
  addTestDelivery,
  readDeliveries,
  requeueDelivery,
  type Delivery,
  type WantedDeliveries,
} from './delivery.repository.js';
import { recoverDeliveries } from './recover.repository.js';
import { deliveriesTopic } from './deliveries-topic.js';
import { readOverdueSince } from './delivery-figures.repository.js';
import { viewDelivery } from './view-delivery.js';

const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** At most so far back, and never further than deliveries are remembered: what got through must be known. */
const longestMs = 14 * dayMs;

/** What was delivered, what was not, and delivering it again. Workers make the attempts. */
export class DeliveryDesk {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    /** How long deliveries are remembered. */
    private readonly retentionMs: number,
  ) {}

  /** Since when deliveries of any workspace are due that no process makes, if there are any. */
  overdueSince(): Promise<Date | undefined> {
    return this.database.read(systemCaller, readOverdueSince);
  }

  /** The newest first. @throws {ProtocolError} WEBHOOK_NOT_FOUND */
  async list(caller: Caller, webhookId: string, wanted: WantedDeliveries): Promise<Delivery[]> {
    return this.database.read(caller, async (tx) => {
      if ((await readWebhook(tx, webhookId)) === undefined) throw webhookNotFound(webhookId);
      return readDeliveries(tx, webhookId, wanted);
    });
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED */
  async test(caller: Caller, webhookId: string, claim?: IdempotencyClaim): Promise<DeliveryView> {
    return answerOnce(this.database, caller, claim, async (tx) => {
      await requireEnabled(tx, webhookId);
      tx.announce(deliveriesTopic);
      return viewDelivery(await addTestDelivery(tx, webhookId));
    });
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED, DELIVERY_NOT_FOUND */
  async redeliver(
    caller: Caller,
    webhookId: string,
    id: string,
    claim?: IdempotencyClaim,
  ): Promise<DeliveryView> {
    return answerOnce(this.database, caller, claim, async (tx) => {
      await requireEnabled(tx, webhookId);
      const delivery = await requeueDelivery(tx, webhookId, id);
      if (delivery === undefined) throw deliveryNotFound(id);
      tx.announce(deliveriesTopic);
      return viewDelivery(delivery);
    });
  }

  /** @throws {ProtocolError} WEBHOOK_NOT_FOUND, WEBHOOK_DISABLED, INVALID_REQUEST */
  async recover(
    caller: Caller,
    webhookId: string,
    since: Date,
    claim?: IdempotencyClaim,
  ): Promise<WebhookRecovered> {
    const now = this.clock.now();
    const recoverableMs = Math.min(longestMs, this.retentionMs);
    if (since.getTime() < now - recoverableMs)
      throw badSince('recent', `must be at most ${toDays(recoverableMs)} ago`);
    if (since.getTime() > now) throw badSince('past', 'must not be in the future');
    return answerOnce(this.database, caller, claim, async (tx) => {
      await requireEnabled(tx, webhookId);
      tx.announce(deliveriesTopic);
      return { webhook_id: webhookId, queued: await recoverDeliveries(tx, webhookId, since) };
    });
  }
}

async function requireEnabled(tx: Tx, id: string): Promise<Webhook> {
  const webhook = await lockWebhook(tx, id);
  if (webhook === undefined) throw webhookNotFound(id);
  if (!webhook.isEnabled) throw webhookDisabled(id);
  return webhook;
}

function toDays(ms: number): string {
  const [length, unit] = ms < dayMs ? [hourMs, 'hours'] : [dayMs, 'days'];
  return `${String(Math.floor(ms / length))} ${unit}`;
}

function badSince(rule: string, message: string): Error {
  return fieldErrors('INVALID_REQUEST', [{ field: 'since', rule, message }]);
}
