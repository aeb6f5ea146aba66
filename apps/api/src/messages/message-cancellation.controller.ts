import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  cancellation,
  cancelRequest,
  messageId,
  type Cancellation,
  type CancelRequest,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { MessageCanceller } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { AlsoReplies, Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { answerCancellation, stillStopping } from './answer-cancellation.js';

/** Stop what was asked for. */
@ApiTags('Messages')
@Controller('api/v1/messages')
export class MessageCancellationController {
  constructor(private readonly canceller: MessageCanceller) {}

  @NeedsScopes('messages:send')
  @Post(':id/cancel')
  @Reply(200, cancellation, 'Cancel a message and what it caused.', {
    description:
      'What waits ends at once as `cancelled`; a running turn is stopped within a second, its model and ' +
      'tools with it, and commits no answer (202 until then). Messages that it caused and that are still ' +
      'open are cancelled with it. What has ended stays as it is: `settled`. Repeating it changes nothing.',
    takesBody: true,
    errors: ['MESSAGE_NOT_FOUND'],
  })
  @AlsoReplies(202, cancellation, stillStopping)
  async cancelMessage(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
    @Body({ schema: cancelRequest.optional() }) request: CancelRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<Cancellation> {
    return answerCancellation(
      await this.canceller.cancelMessage(caller, id, request?.reason, claim),
      reply,
    );
  }
}
