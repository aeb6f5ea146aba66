import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  messageAccepted,
  messageDetail,
  messageDryRun,
  messageId,
  messageSteps,
  routeExplanation,
  sendMessage,
  type MessageAccepted,
  type MessageDetail,
  type MessageDryRun,
  type MessageSteps,
  type RouteExplanation,
  type SendMessage,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { MessageLookup } from '#messaging';
import { readTraceparent } from '#signals';
import { noteSubject } from '../http/answered-requests.js';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { sendOptions, type SendOptions } from './message-queries.js';
import { hopHeaderFacts, hopsOf } from './hop-header.js';
import { MessageDesk } from './message-desk.js';
import { tellUnknownFields } from './unknown-fields.js';

/** Say something to a capability: quick start sections 3 and 10. */
@ApiTags('Messages')
@Controller('api/v1/messages')
export class MessagesController {
  constructor(
    private readonly desk: MessageDesk,
    private readonly lookup: MessageLookup,
  ) {}

  @NeedsScopes('messages:send')
  @Post()
  @Holds()
  @ApiHeader(hopHeaderFacts)
  @Reply(200, z.union([messageAccepted, messageDryRun]), 'Send a message to a capability.', {
    description:
      'Answered when the message is stored durably. `wait` holds the answer until the reply is there.',
    takesBody: true,
    errors: [
      'INVALID_CAPABILITY',
      'AGENT_NOT_FOUND',
      'NOT_GRANTED',
      'MESSAGE_ID_CONFLICT',
      'BACKLOG_FULL',
      'DEADLINE_UNREACHABLE',
      'HOP_LIMIT_EXCEEDED',
    ],
  })
  async sendMessage(
    @CallerOf() caller: Caller,
    @Body({ schema: sendMessage }) command: SendMessage,
    @Query({ schema: sendOptions }) options: SendOptions,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MessageAccepted | MessageDryRun> {
    const { request } = reply;
    const unknown = tellUnknownFields(request.body);
    if (options.dry_run === true)
      return { ...(await this.desk.explain(caller, command)), ...unknown };
    const traceparent = readTraceparent(request.headers['traceparent']);
    const { answer, replayed } = await this.desk.send(
      caller,
      { command, claim, hops: hopsOf(request), traceparent, wait: options.wait },
      reply.raw,
    );
    const { message_id, conversation_id } = answer;
    noteSubject(request, { message_id, conversation_id });
    if (replayed) void reply.header('idempotency-replayed', 'true');
    return { ...answer, ...unknown };
  }

  @NeedsScopes('messages:read')
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

  @NeedsScopes('messages:read')
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

  @NeedsScopes('messages:read')
  @Get(':id/steps')
  @Reply(200, messageSteps, 'List what the turn on a message did, step by step.', {
    description:
      'Answers of models, calls of tools and named steps of code agents, over all attempts; what was ' +
      'asked and answered is not shown. Steps are kept for a while after the message has ended ' +
      '(`CAXTON_STEP_RETENTION`).',
    errors: ['MESSAGE_NOT_FOUND'],
  })
  async listMessageSteps(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
  ): Promise<MessageSteps> {
    return this.lookup.steps(caller, id);
  }
}
