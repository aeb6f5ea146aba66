import type { ConversationStatus } from '#protocol';
import type { Statement, Tx } from '#platform';
import { messageColumns, type MessageRow } from './message-view.js';

const columns = `id, status, participants, message_count, pending, last_event,
  created_at, last_activity_at, archived_at, created_at::text as place,
  tokens_in::float8, tokens_out::float8, cost::float8`;

const page = (inOrOut: string): string => `
    select ${columns} from conversations
    where workspace_id = $1 and archived_at ${inOrOut}
      and ($2::text is null or status = $2)
      and ($3::text is null or $3 = any (participants))
      and ($4::timestamptz is null or (created_at, id) < ($4::timestamptz, $5))
    order by created_at desc, id desc limit $6`;

/** What is in the archive is in no other list; indexes conversations_kept and conversations_archived. */
const listKept: Statement = { name: 'conversation.list', text: page('is null') };
const listArchived: Statement = { name: 'conversation.list-archived', text: page('is not null') };

const find: Statement = {
  name: 'conversation.find',
  text: `select ${columns} from conversations where workspace_id = $1 and id = $2`,
};

/** Primary key. */
const findBegun: Statement = {
  name: 'conversation.begun',
  text: `select id from conversations where workspace_id = $1 and id = any($2::text[])`,
};

/** Index messages_in_order. */
const messagesAfter: Statement = {
  name: 'conversation.messages-after',
  text: `
    select ${messageColumns} from messages m
    where m.workspace_id = $1 and m.conversation_id = $2 and m.seq > $3
    order by m.seq limit $4`,
};

const messagesBefore: Statement = {
  name: 'conversation.messages-before',
  text: `
    select ${messageColumns} from messages m
    where m.workspace_id = $1 and m.conversation_id = $2 and m.seq < $3
    order by m.seq desc limit $4`,
};

export interface ConversationRow {
  readonly id: string;
  readonly status: ConversationStatus;
  readonly participants: string[];
  readonly message_count: number;
  readonly pending: number;
  readonly last_event: string;
  readonly created_at: Date;
  readonly last_activity_at: Date;
  readonly archived_at: Date | null;
  /** What its turns read of models, wrote, and cost (in thousand-millionths of the currency). */
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly cost: number;
  /** `created_at` with its microseconds, for cursors. */
  readonly place: string;
}

/** What a list is narrowed to. */
export interface ConversationFilter {
  readonly status?: ConversationStatus | undefined;
  readonly participant?: string | undefined;
}

export async function listConversations(
  tx: Tx,
  filter: ConversationFilter,
  after: readonly string[] | undefined,
  limit: number,
): Promise<ConversationRow[]> {
  const isArchived = filter.status === 'archived';
  return tx.rows<ConversationRow & Record<string, unknown>>(isArchived ? listArchived : listKept, [
    tx.caller.workspace,
    isArchived ? null : (filter.status ?? null),
    filter.participant ?? null,
    after?.[0] ?? null,
    after?.[1] ?? null,
    limit,
  ]);
}

/** Those of them that there are. */
export async function findBegunConversations(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(findBegun, [tx.caller.workspace, ids]);
  return rows.map(({ id }) => id);
}

export async function findConversation(tx: Tx, id: string): Promise<ConversationRow | undefined> {
  const [row] = await tx.rows<ConversationRow & Record<string, unknown>>(find, [
    tx.caller.workspace,
    id,
  ]);
  return row;
}

export async function readMessages(
  tx: Tx,
  conversationId: string,
  { after, limit }: { after: number; limit: number },
): Promise<MessageRow[]> {
  return tx.rows<MessageRow & Record<string, unknown>>(messagesAfter, [
    tx.caller.workspace,
    conversationId,
    after,
    limit,
  ]);
}

/** Newest first: what a turn sees of the past. */
export async function readHistory(
  tx: Tx,
  conversationId: string,
  { before, limit }: { before: number; limit: number },
): Promise<MessageRow[]> {
  return tx.rows<MessageRow & Record<string, unknown>>(messagesBefore, [
    tx.caller.workspace,
    conversationId,
    before,
    limit,
  ]);
}
