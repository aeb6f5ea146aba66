import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import {
  conversationDetail,
  conversationGraph,
  conversationId,
  conversationList,
  conversationMessages,
  type ConversationDetail,
  type ConversationGraph,
  type ConversationList,
  type ConversationMessages,
} from '#protocol';
import type { Caller } from '#platform';
import { ConversationLog } from '#messaging';
import { CallerOf } from '../http/caller.decorator.js';
import { pageOf, type WantedPage } from '../http/list-page.js';
import { NeedsScopes } from '../http/needs.decorator.js';
import { Reply } from '../http/reply.decorator.js';
import { ConversationStreams } from './conversation-streams.js';
import {
  conversationListOptions,
  conversationOptions,
  graphOptions,
  lastKnownEvent,
  messagesOptions,
  type ConversationListOptions,
  type ConversationOptions,
  type GraphOptions,
  type MessagesOptions,
} from './conversation-queries.js';

/** What was said: quick start sections 4, 11 and 14. */
@ApiTags('Conversations')
@Controller('api/v1/conversations')
export class ConversationsController {
  constructor(
    private readonly log: ConversationLog,
    private readonly streams: ConversationStreams,
  ) {}

  @NeedsScopes('conversations:read')
  @Get()
  @Reply(200, conversationList, 'List the conversations, the newest first.')
  async listConversations(
    @CallerOf() caller: Caller,
    @Query({ schema: conversationListOptions }) options: ConversationListOptions,
  ): Promise<ConversationList> {
    const { cursor, limit, ...filter } = options;
    return pageOf(['conversations', filter], { cursor, limit }, (page) =>
      this.log.list(caller, filter, page),
    );
  }

  @NeedsScopes('conversations:read')
  @Get(':id')
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description: 'With `follow`: the number of the last event read; the stream goes on after it.',
    schema: { type: 'string', pattern: '^[0-9]*$' },
  })
  @Reply(200, conversationDetail, 'Get a conversation with its messages, or follow it.', {
    description:
      'With `follow=true` the answer is a stream of Server-Sent Events that plain `curl` can read: what ' +
      'was accepted, turns, tool calls, the answer as it is written, replies. Events with an `id` are in ' +
      'the log, without gaps; those without happen right now, and an `id` alone is the number of one ' +
      'that was shown already. The stream ends when nothing is pending.',
    streamsEvents: true,
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  async getConversation(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Query({ schema: conversationOptions }) options: ConversationOptions,
    @Headers('last-event-id') lastEventId: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { follow = false, after, keep_open: keepOpen = false, ...page } = options;
    if (!follow || reply.request.method === 'HEAD') {
      const read = (wanted: WantedPage): Promise<ConversationDetail> =>
        this.log.get(caller, id, wanted);
      void reply.send(await pageOf(messagesOf(id), page, read));
      return;
    }
    const known = lastKnownEvent(lastEventId, after);
    await this.streams.serve(caller, { conversationId: id, after: known, keepOpen }, reply);
  }

  @NeedsScopes('conversations:read')
  @Get(':id/messages')
  @Reply(200, conversationMessages, 'List the messages of a conversation, the oldest first.', {
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  async listConversationMessages(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Query({ schema: messagesOptions }) page: MessagesOptions,
  ): Promise<ConversationMessages> {
    return pageOf(messagesOf(id), page, (wanted) => this.log.messages(caller, id, wanted));
  }

  @NeedsScopes('conversations:read')
  @Get(':id/graph')
  @Reply(200, conversationGraph, 'Show which message of a conversation led to which.', {
    description:
      'Messages in order, with what became of each and which tools its turn called. An edge leads from a ' +
      'message to the one that it answers (`in_reply_to`), or by whose turn it was sent (`caused_by`).',
    errors: ['CONVERSATION_NOT_FOUND'],
  })
  async getConversationGraph(
    @CallerOf() caller: Caller,
    @Param('id', { schema: conversationId }) id: string,
    @Query({ schema: graphOptions }) page: GraphOptions,
  ): Promise<ConversationGraph> {
    return pageOf(['graph', id], page, (wanted) => this.log.graph(caller, id, wanted));
  }
}

/** Both ways to read them give the same pages. */
const messagesOf = (id: string): [string, string] => ['messages', id];
