import {
  ProtocolError,
  type ConversationDetail,
  type ConversationGraph,
  type ConversationList,
  type ConversationMessages,
  type ConversationSummary,
  type MessageView,
} from '#protocol';
import type { Caller, Database } from '#platform';
import { isConversationId, isCount, isPlaceInTime, readCursor, writeCursor } from './cursor.js';
import {
  findBegunConversations,
  findConversation,
  listConversations,
  readHistory,
  readMessages,
  type ConversationFilter,
  type ConversationRow,
} from './conversation.repository.js';
import { viewEdges, viewNode } from './graph-view.js';
import { readGraphNodes } from './graph.repository.js';
import { viewMessage, type MessageRow } from './message-view.js';
import { allDecisions, readWaits, waitingFor, type Waits } from './waits.repository.js';

/** Which part of a list. */
export interface Page {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** The past of conversations, for reading. */
export class ConversationLog {
  constructor(private readonly database: Database) {}

  /** Newest first. */
  async list(caller: Caller, filter: ConversationFilter, page: Page): Promise<ConversationList> {
    const after =
      page.cursor === undefined
        ? undefined
        : readCursor(page.cursor, [isPlaceInTime, isConversationId]);
    const rows = await this.database.read(caller, (tx) =>
      listConversations(tx, filter, after, page.limit + 1),
    );
    const shown = rows.slice(0, page.limit);
    const last = shown.at(-1);
    return {
      conversations: shown.map(summarize),
      ...(rows.length > page.limit && last !== undefined
        ? { next_cursor: writeCursor([last.place, last.id]) }
        : {}),
    };
  }

  /** Those of them in which something was said. */
  async begun(caller: Caller, ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    return this.database.read(caller, (tx) => findBegunConversations(tx, ids));
  }

  /** Thrown when there is no such conversation: CONVERSATION_NOT_FOUND. */
  async get(caller: Caller, id: string, page: Page): Promise<ConversationDetail> {
    const row = await this.find(caller, id);
    const { messages, next_cursor } = await this.read(caller, id, page);
    const waits = await this.waits(caller, row);
    return {
      ...summarize(row),
      conversation_id: id,
      pending: row.pending,
      tokens: { input: row.tokens_in, output: row.tokens_out },
      cost: row.cost / 1e9,
      messages: messages.map((message) =>
        waits.has(message.id) ? { ...message, status: 'waiting' } : message,
      ),
      ...(next_cursor === undefined ? {} : { next_cursor }),
      ...waitingFor(allDecisions(waits)),
    };
  }

  /** In order. Thrown when there is no such conversation: CONVERSATION_NOT_FOUND. */
  async messages(caller: Caller, id: string, page: Page): Promise<ConversationMessages> {
    await this.find(caller, id);
    return { conversation_id: id, ...(await this.read(caller, id, page)) };
  }

  /** Which message led to which. Thrown when there is no such conversation: CONVERSATION_NOT_FOUND. */
  async graph(caller: Caller, id: string, { limit, cursor }: Page): Promise<ConversationGraph> {
    const after = cursor === undefined ? 0 : Number(readCursor(cursor, [isCount])[0]);
    const conversation = await this.find(caller, id);
    const waits = await this.waits(caller, conversation);
    const rows = await this.database.read(caller, (tx) =>
      readGraphNodes(tx, id, { after, limit: limit + 1 }),
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      ...{ conversation_id: id, message_count: conversation.message_count },
      nodes: shown.map((node) => viewNode(node, waits)),
      edges: shown.flatMap(viewEdges),
      ...(rows.length > limit && last !== undefined
        ? { next_cursor: writeCursor([last.seq]) }
        : {}),
    };
  }

  /** The messages before number `before`, oldest first: the past that a turn may see. */
  async history(caller: Caller, id: string, before: number, limit: number): Promise<MessageView[]> {
    const rows = await this.database.read(caller, (tx) => readHistory(tx, id, { before, limit }));
    return rows.reverse().map(viewMessage);
  }

  /** Thrown when there is no such conversation: CONVERSATION_NOT_FOUND. */
  async find(caller: Caller, id: string): Promise<ConversationRow> {
    const row = await this.database.read(caller, (tx) => findConversation(tx, id));
    if (row !== undefined) return row;
    throw new ProtocolError('CONVERSATION_NOT_FOUND', `Conversation '${id}' not found`, {
      suggestion: 'Use /api/v1/conversations to list the conversations',
    });
  }

  /** What is suspended in it; nothing can be where nothing is pending. */
  private async waits(caller: Caller, { id, pending }: ConversationRow): Promise<Waits> {
    if (pending === 0) return new Map();
    return this.database.read(caller, (tx) => readWaits(tx, id));
  }

  private async read(
    caller: Caller,
    id: string,
    { limit, cursor }: Page,
  ): Promise<{ messages: MessageView[]; next_cursor?: string }> {
    const after = cursor === undefined ? 0 : Number(readCursor(cursor, [isCount])[0]);
    const rows = await this.database.read(caller, (tx) =>
      readMessages(tx, id, { after, limit: limit + 1 }),
    );
    const shown: MessageRow[] = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      messages: shown.map(viewMessage),
      ...(rows.length > limit && last !== undefined
        ? { next_cursor: writeCursor([last.seq]) }
        : {}),
    };
  }
}

function summarize(row: ConversationRow): ConversationSummary {
  return {
    id: row.id,
    participants: row.participants,
    message_count: row.message_count,
    status: row.status,
    created: row.created_at.toISOString(),
    last_activity: row.last_activity_at.toISOString(),
    ...(row.archived_at === null ? {} : { archived: row.archived_at.toISOString() }),
  };
}
