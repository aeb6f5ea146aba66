import { Body, Controller, HttpStatus, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  cancellation,
  cancelRequest,
  conversationId,
  messageId,
  type Cancellation,
  type CancelRequest,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { MessageCanceller } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { AlsoReplies, Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';

const stopping = 'A turn works on one of the messages and is being stopped.';

/** Stop what was asked for. */
@Controller('api/v1')
export class CancellationController {
  constructor(private readonly canceller: MessageCanceller) {}

  @Post('messages/:id/cancel')
  @ApiTags('Messages')
  @Reply(200, cancellation, 'Cancel a message and what it caused.', {
    description:
      'What waits ends at once as `cancelled`; a running turn is stopped within a second, its model and ' +
      'tools with it, and commits no answer (202 until then). Messages that it caused and that are still ' +
      'open are cancelled with it. What has ended stays as it is: `settled`. Repeating it changes nothing.',
    takesBody: true,
    errors: ['MESSAGE_NOT_FOUND'],
  })
  @AlsoReplies(202, cancellation, stopping)
  async cancelMessage(
    @CallerOf() caller: Caller,
    @Param('id', { schema: messageId }) id: string,
    @Body({ schema: cancelRequest.optional() }) request: CancelRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<Cancellation> {
    return answer(await this.canceller.cancelMessage(caller, id, request?.reason, claim), reply);
  }

  @Post('conversations/:id/cancel')
  @ApiTags('Conversations')
  @Reply(200, cancellation, 'Cancel everything that is open in a conversation.', {
    description:
      'As for one message. Afterwards nothing in the conversation is pending, and it is completed; the next ' +
      'message makes it active again.',
    takesBody: true,
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  @AlsoReplies(202, cancellation, stopping)
  async cancelConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Body({ schema: cancelRequest.optional() }) request: CancelRequest | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<Cancellation> {
    return answer(
      await this.canceller.cancelConversation(caller, id, request?.reason, claim),
      reply,
    );
  }
}

/** 202: ask again, or look at the messages, to see it done. */
function answer(given: Cancellation, reply: FastifyReply): Cancellation {
  if (given.outcome === 'cancelling') void reply.status(HttpStatus.ACCEPTED);
  return given;
}
