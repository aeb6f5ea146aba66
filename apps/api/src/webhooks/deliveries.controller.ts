import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  deliveryFilter,
  deliveryId,
  deliveryPage,
  deliveryView,
  webhookId,
  webhookRecovered,
  webhookRecovery,
  type DeliveryPage,
  type DeliveryView,
  type WebhookRecovered,
  type WebhookRecovery,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { DeliveryDesk, viewDelivery } from '#webhooks';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { queryCursor, queryLimit } from '../http/query-parts.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';

/** Query of the list of deliveries. */
const deliveryOptions = z.strictObject({
  ...deliveryFilter.shape,
  cursor: queryCursor,
  limit: queryLimit(20),
});
type DeliveryOptions = z.infer<typeof deliveryOptions>;

/** What webhooks were told, and telling them again: docs/webhooks.md. */
@ApiTags('Webhooks')
@Controller('api/v1/webhooks/:id')
export class DeliveriesController {
  constructor(private readonly desk: DeliveryDesk) {}

  @NeedsScopes('webhooks:read')
  @Get('deliveries')
  @Reply(200, deliveryPage, 'List the deliveries of a webhook, the newest first.', {
    description:
      'Each with its last attempts. Kept for 15 days after they were settled (`CAXTON_DELIVERY_RETENTION`).',
    errors: ['WEBHOOK_NOT_FOUND'],
  })
  async listDeliveries(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Query({ schema: deliveryOptions }) options: DeliveryOptions,
  ): Promise<DeliveryPage> {
    const { cursor, limit, status } = options;
    return pageOf(['deliveries', id, { status }], { cursor, limit }, async (page) => {
      const before = page.cursor === undefined ? undefined : Number(page.cursor);
      const found = await this.desk.list(caller, id, { status, before, limit: page.limit + 1 });
      const deliveries = found.slice(0, page.limit);
      const last = found.length > page.limit ? deliveries.at(-1) : undefined;
      const next = last === undefined ? {} : { next_cursor: last.number };
      return { deliveries: deliveries.map(viewDelivery), ...next };
    });
  }

  @Audited('webhook.test')
  @NeedsScopes('webhooks:write')
  @Post('test')
  @Reply(202, deliveryView, 'Send a test event to a webhook.', {
    description: 'An event `webhook.test`; how it went is in the list of deliveries.',
    errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED', 'CROSS_ORIGIN_REFUSED'],
  })
  async testWebhook(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<DeliveryView> {
    return this.desk.test(caller, id, claim);
  }

  @Audited('webhook.redeliver')
  @NeedsScopes('webhooks:write')
  @Post('deliveries/:delivery/redeliver')
  @Reply(202, deliveryView, 'Make a delivery again.', {
    description: 'At once, under the same `webhook-id`, with all of its attempts before it.',
    errors: [
      ...(['WEBHOOK_NOT_FOUND', 'DELIVERY_NOT_FOUND'] as const),
      ...(['WEBHOOK_DISABLED', 'CROSS_ORIGIN_REFUSED'] as const),
    ],
  })
  async redeliver(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Param('delivery', { schema: deliveryId }) delivery: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<DeliveryView> {
    return this.desk.redeliver(caller, id, delivery, claim);
  }

  @Audited('webhook.recover')
  @NeedsScopes('webhooks:write')
  @Post('recover')
  @Reply(202, webhookRecovered, 'Deliver what did not get through since a moment.', {
    description:
      'Deliveries that were given up, and events that were not queued because the webhook was disabled or did ' +
      'not exist yet. What was delivered is not delivered again.',
    takesBody: true,
    errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_DISABLED'],
  })
  async recoverDeliveries(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Body({ schema: webhookRecovery }) { since }: WebhookRecovery,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<WebhookRecovered> {
    return this.desk.recover(caller, id, new Date(since), claim);
  }
}
