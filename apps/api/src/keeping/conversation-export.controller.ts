import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { conversationId, conversationRecord } from '#protocol';
import type { Caller } from '#platform';
import { CallerOf } from '../http/caller.decorator.js';
import { Holds } from '../http/holds.decorator.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { querySwitch } from '../http/query-parts.js';
import { recordLines, Reply } from '../http/reply.decorator.js';
import { Audited } from '../identity/audited.decorator.js';
import { ConversationExports } from './conversation-exports.js';

/** Query of an export. */
const exportOptions = z.strictObject({
  steps: querySwitch(
    'Also what the turns did: answers of models and calls of tools, step by step.',
  ),
});
type ExportOptions = z.infer<typeof exportOptions>;

/** Conversations given away. */
@Holds()
@ApiTags('Conversations')
@Controller('api/v1/conversations')
export class ConversationExportController {
  constructor(private readonly exports: ConversationExports) {}

  @Audited('conversation.export')
  @NeedsScopes('conversations:read')
  @Get(':id/export')
  @Reply(200, conversationRecord, 'Export a conversation as JSON Lines.', {
    description:
      'A line for the conversation, then one for each message in order, with `steps` followed by what its turn ' +
      'did, one for each file, of which only what is known is told, and `end` with how many there were: without it ' +
      'the export was cut. Archived conversations too.',
    streamsRecords: true,
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  async exportConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Query({ schema: exportOptions }) { steps = false }: ExportOptions,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const text = await this.exports.begin(caller, id, steps);
    void reply.header('content-type', recordLines).header('cache-control', 'no-store');
    if (reply.request.method === 'HEAD') {
      text.destroy();
      void reply.send();
    } else void reply.send(text);
  }
}
