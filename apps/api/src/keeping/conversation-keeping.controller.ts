import { Body, Controller, Delete, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  archiveRequest,
  conversationId,
  conversationKept,
  conversationOperation,
  deleteRequest,
  restoreRequest,
  type ArchiveRequest,
  type ConversationKept,
  type ConversationOperation,
  type DeleteRequest,
  type RestoreRequest,
} from '#protocol';
import type { IdempotencyClaim } from '#idempotency';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { AlsoReplies, Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { Once } from '../repeats/once.decorator.js';
import { KeepingDesk } from './keeping-desk.js';

const goesOn = 'Workers go on with it: see `progress_url`.';

/** Put conversations away, bring them back, delete them: quick start section 15. */
@ApiTags('Conversations')
@Controller('api/v1/conversations')
export class ConversationKeepingController {
  constructor(private readonly desk: KeepingDesk) {}

  @Audited('conversations.archive')
  @NeedsScopes('conversations:write')
  @Post('archive')
  @Reply(200, conversationOperation, 'Archive all conversations that a filter means.', {
    description:
      'Archived conversations are in no list but that of `status=archived`; they can be read, and a message into one ' +
      'brings it back. One in which something is pending stays. With `dry_run` nothing is archived and the answer counts.',
    takesBody: true,
    errors: ['NOT_GRANTED'],
  })
  @AlsoReplies(202, conversationOperation, goesOn)
  async archiveConversations(
    @CallerOf() caller: Caller,
    @Body({ schema: archiveRequest }) request: ArchiveRequest,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConversationOperation> {
    const order = this.desk.archive(request);
    return this.desk.do(caller, order, request.dry_run, claim, reply);
  }

  @Audited('conversations.restore')
  @NeedsScopes('conversations:write')
  @Post('restore')
  @Reply(200, conversationOperation, 'Bring archived conversations back.', {
    takesBody: true,
    errors: ['NOT_GRANTED'],
  })
  @AlsoReplies(202, conversationOperation, goesOn)
  async restoreConversations(
    @CallerOf() caller: Caller,
    @Body({ schema: restoreRequest }) request: RestoreRequest,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConversationOperation> {
    const order = this.desk.restore(request);
    return this.desk.do(caller, order, request.dry_run, claim, reply);
  }

  @Audited('conversations.delete')
  @NeedsScopes('conversations:write')
  @Post('delete')
  @Reply(200, conversationOperation, 'Delete all conversations that a filter means, for good.', {
    description:
      'With their messages, events, steps and approvals. What agents remember of them, files and the audit log have ' +
      'rules of their own. Try it with `dry_run` first.',
    takesBody: true,
    errors: ['NOT_GRANTED'],
  })
  @AlsoReplies(202, conversationOperation, goesOn)
  async deleteConversations(
    @CallerOf() caller: Caller,
    @Body({ schema: deleteRequest }) request: DeleteRequest,
    @Once() claim: IdempotencyClaim | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConversationOperation> {
    const order = this.desk.delete(request);
    return this.desk.do(caller, order, request.dry_run, claim, reply);
  }

  @Audited('conversations.archive')
  @NeedsScopes('conversations:write')
  @Post(':id/archive')
  @Reply(200, conversationKept, 'Archive a conversation.', {
    errors: ['CONVERSATION_NOT_FOUND', 'CONVERSATION_ACTIVE', 'CROSS_ORIGIN_REFUSED'],
  })
  async archiveConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ConversationKept> {
    return this.desk.one(caller, 'archive', id, claim);
  }

  @Audited('conversations.restore')
  @NeedsScopes('conversations:write')
  @Post(':id/restore')
  @Reply(200, conversationKept, 'Bring an archived conversation back.', {
    errors: ['CONVERSATION_NOT_FOUND', 'CROSS_ORIGIN_REFUSED'],
  })
  async restoreConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Once() claim: IdempotencyClaim | undefined,
  ): Promise<ConversationKept> {
    return this.desk.one(caller, 'restore', id, claim);
  }

  @Audited('conversations.delete')
  @NeedsScopes('conversations:write')
  @Delete(':id')
  @Reply(200, conversationKept, 'Delete a conversation with all that was said in it, for good.', {
    errors: ['CONVERSATION_NOT_FOUND', 'CONVERSATION_ACTIVE', 'CROSS_ORIGIN_REFUSED'],
  })
  async deleteConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
  ): Promise<ConversationKept> {
    return this.desk.one(caller, 'delete', id);
  }
}
