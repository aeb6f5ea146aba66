import { Body, Controller, Delete, Get, Header, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  webhookChange,
  webhookId,
  webhookList,
  webhookRegistration,
  webhookRemoved,
  webhookView,
  type WebhookChange,
  type WebhookList,
  type WebhookRegistration,
  type WebhookRemoved,
  type WebhookView,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { WebhookBook } from '#webhooks';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { rotateOptions, type RotateOptions } from './webhook-queries.js';

/** Who is told of events over HTTP: quick start, section 20; docs/webhooks.md. */
@ApiTags('Webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(private readonly book: WebhookBook) {}

  @NeedsScopes('webhooks:read')
  @Get()
  @Reply(200, webhookList, 'List the webhooks.')
  async listWebhooks(@CallerOf() caller: Caller): Promise<WebhookList> {
    const webhooks = await this.book.list(caller);
    return { webhooks, total: webhooks.length };
  }

  @Audited('webhook.register')
  @NeedsScopes('webhooks:write')
  @Post()
  @Header('cache-control', 'no-store')
  @Reply(201, webhookView, 'Register a webhook.', {
    description:
      'Events from now on are sent to the URL, signed by Standard Webhooks. `signing_secret` is in this ' +
      'answer and nowhere else.',
    takesBody: true,
    errors: ['WEBHOOKS_FULL'],
  })
  async registerWebhook(
    @CallerOf() caller: Caller,
    @Body({ schema: webhookRegistration }) body: WebhookRegistration,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<WebhookView> {
    return this.book.register(caller, body, claim);
  }

  @NeedsScopes('webhooks:read')
  @Get(':id')
  @Reply(200, webhookView, 'Get a webhook.', { errors: ['WEBHOOK_NOT_FOUND'] })
  async getWebhook(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
  ): Promise<WebhookView> {
    return this.book.get(caller, id);
  }

  @Audited('webhook.change')
  @NeedsScopes('webhooks:write')
  @Patch(':id')
  @Reply(200, webhookView, 'Change, disable or enable a webhook.', {
    description:
      'What is left out stays; null takes filter, authentication or description away. A URL of another ' +
      'scheme, host or port needs the token again.',
    takesBody: true,
    errors: ['WEBHOOK_NOT_FOUND', 'WEBHOOK_TOKEN_NEEDED'],
  })
  async changeWebhook(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Body({ schema: webhookChange }) body: WebhookChange,
  ): Promise<WebhookView> {
    return this.book.change(caller, id, body);
  }

  @Audited('webhook.remove')
  @NeedsScopes('webhooks:write')
  @Delete(':id')
  @Reply(200, webhookRemoved, 'Remove a webhook.', {
    description: 'What is still to be delivered goes with it.',
    errors: ['WEBHOOK_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async removeWebhook(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
  ): Promise<WebhookRemoved> {
    return this.book.remove(caller, id);
  }

  @Audited('webhook.rotate')
  @NeedsScopes('webhooks:write')
  @Post(':id/rotate-secret')
  @Header('cache-control', 'no-store')
  @Reply(200, webhookView, 'Replace the signing secret of a webhook.', {
    description:
      'The new one is in this answer and nowhere else. For 24 hours the old one signs along; until then another ' +
      'rotation is refused unless it is forced.',
    errors: ['WEBHOOK_NOT_FOUND', 'ROTATION_UNDER_WAY', 'CROSS_ORIGIN_REFUSED'],
  })
  async rotateWebhookSecret(
    @CallerOf() caller: Caller,
    @Param('id', { schema: webhookId }) id: string,
    @Query({ schema: rotateOptions }) { force = false }: RotateOptions,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<WebhookView> {
    return this.book.rotate(caller, id, claim, force);
  }
}
