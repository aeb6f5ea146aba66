import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  messageAccepted,
  messageDetail,
  messageDryRun,
  messageId,
  routeExplanation,
  sendMessage,
  type MessageAccepted,
  type MessageDetail,
  type MessageDryRun,
  type RouteExplanation,
  type SendMessage,
} from '#protocol';
import type { Caller } from '#platform';
import { MessageLookup } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { IdempotencyKey } from './idempotency-key.decorator.js';
import { sendOptions, type SendOptions } from './message-queries.js';
import { MessageDesk } from './message-desk.js';

/** Say something to a capability: quick start sections 3 and 10. */
@ApiTags('Messages')
@Controller('api/v1/messages')
export class MessagesController {
  constructor(
    private readonly desk: MessageDesk,
    private readonly lookup: MessageLookup,
  ) {}

  @Post()
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'Makes a repetition harmless: the same key with the same body is answered again without being sent again. 1 to 255 visible ASCII characters, kept for 24 hours.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  })
  @Reply(200, z.union([messageAccepted, messageDryRun]), 'Send a message to a capability.', {
    description:
      'Answered when the message is stored durably. `wait` holds the answer until the reply is there. ' +
      'A repetition is marked with the header `Idempotency-Replayed: true`.',
    takesBody: true,
    errors: [
      'INVALID_CAPABILITY',
      'AGENT_NOT_FOUND',
      'MESSAGE_ID_CONFLICT',
      'IDEMPOTENCY_IN_PROGRESS',
      'IDEMPOTENCY_KEY_REUSED',
      'RATE_LIMITED',
    ],
  })
  async sendMessage(
    @CallerOf() caller: Caller,
    @Body({ schema: sendMessage }) command: SendMessage,
    @Query({ schema: sendOptions }) options: SendOptions,
    @IdempotencyKey() idempotencyKey: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageAccepted | MessageDryRun> {
    if (options.dry_run === true) return this.desk.explain(caller, command);
    const request = { command, idempotencyKey, wait: options.wait };
    const { answer, replayed } = await this.desk.send(caller, request, reply.raw);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return answer;
  }

  @Get(':id')
  @Reply(200, messageDetail, 'Look up a message: its state, attempts, timings and tokens.', {
    errors: ['MESSAGE_NOT_FOUND'],
  })
  async getMessage(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
  ): Promise<MessageDetail> {
    return this.lookup.detail(caller, id);
  }

  @Get(':id/route')
  @Reply(200, routeExplanation, 'Explain why a message went where it went.', {
    errors: ['MESSAGE_NOT_FOUND'],
  })
  async getMessageRoute(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
  ): Promise<RouteExplanation> {
    return this.lookup.route(caller, id);
  }
}
