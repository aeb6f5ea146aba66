import { Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  conversationOperation,
  conversationOperationList,
  operationId,
  type ConversationOperation,
  type ConversationOperationList,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { KeepingDesk } from './keeping-desk.js';

/** What is done to many conversations, in the background. */
@ApiTags('Conversations')
@Controller('api/v1/conversation-operations')
export class ConversationOperationsController {
  constructor(private readonly desk: KeepingDesk) {}

  @NeedsScopes('conversations:read')
  @Get()
  @Reply(200, conversationOperationList, 'List the last hundred operations, the newest first.')
  async listConversationOperations(@CallerOf() caller: Caller): Promise<ConversationOperationList> {
    return this.desk.operations.list(caller);
  }

  @NeedsScopes('conversations:read')
  @Get(':id')
  @Reply(200, conversationOperation, 'See how far an operation has come.', {
    errors: ['OPERATION_NOT_FOUND'],
  })
  async getConversationOperation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: operationId }) id: string,
  ): Promise<ConversationOperation> {
    return this.desk.operations.get(caller, id);
  }

  @NeedsScopes('conversations:write')
  @Post(':id/cancel')
  @Reply(200, conversationOperation, 'Do no more of an operation; what was done stays done.', {
    errors: ['OPERATION_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async cancelConversationOperation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: operationId }) id: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ConversationOperation> {
    return this.desk.operations.cancel(caller, id, claim);
  }
}
