import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  cancellation,
  cancelRequest,
  conversationId,
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
import { answerCancellation, stillStopping } from '../messages/answer-cancellation.js';

/** Stop everything that goes on in a conversation. */
@ApiTags('Conversations')
@Controller('api/v1/conversations')
export class ConversationCancellationController {
  constructor(private readonly canceller: MessageCanceller) {}

  @NeedsScopes('conversations:write')
  @Post(':id/cancel')
  @Reply(200, cancellation, 'Cancel everything that is open in a conversation.', {
    description:
      'As for one message. Afterwards nothing in the conversation is pending, and it is completed; the next ' +
      'message makes it active again.',
    takesBody: true,
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  @AlsoReplies(202, cancellation, stillStopping)
  async cancelConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Body({ schema: cancelRequest.optional() }) request: CancelRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<Cancellation> {
    return answerCancellation(
      await this.canceller.cancelConversation(caller, id, request?.reason, claim),
      reply,
    );
  }
}
