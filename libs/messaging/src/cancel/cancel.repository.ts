import type { MessageStatus } from '#protocol';
import type { Statement, Tx } from '#platform';
import { notAside } from '../mailbox/set-aside.js';
import type { CancelFacts } from './cancelled.js';

/**
 * Asking for cancellations, and ending the messages that no turn holds. Both under the lock of the
 * conversation's row, like everything that ends a message: so a commit comes either before or after.
 */

/**
 * Messages and what they caused, as far as that goes; index messages_caused. The answers to them belong to
 * whoever asked, and so does what they do with them.
 */
const findChain: Statement = {
  name: 'cancel.find-chain',
  text: `
    with recursive chain(id) as (
      select id from messages where workspace_id = $1 and id = any ($2::text[])
      union
      select m.id from chain c
      join messages m on m.workspace_id = $1 and m.cause_id = c.id
      where m.in_reply_to is null or m.in_reply_to <> all ($2::text[]))
    select m.id, m.conversation_id, m.status, m.mailbox_id is not null as is_mail,
      m.cancel_requested_at is not null as is_asked
    from chain c join messages m on m.workspace_id = $1 and m.id = c.id
    order by m.id <> all ($2::text[]), m.accepted_at, m.seq`,
};

const lockConversations: Statement = {
  name: 'cancel.lock-conversations',
  text: `
    select id from conversations where workspace_id = $1 and id = any ($2::text[])
    order by id for update`,
};

const askForMessages: Statement = {
  name: 'cancel.ask-for-messages',
  text: `
    update messages set cancel_requested_at = clock_timestamp(), cancelled_by = $3,
      cancel_reason = $4, cancel_via = case when id = any ($5::text[]) then null else cause_id end
    where workspace_id = $1 and id = any ($2::text[]) and status = 'delivered'
      and mailbox_id is not null and cancel_requested_at is null`,
};

/** Everything open in a conversation; index messages_in_order. */
const askForConversation: Statement = {
  name: 'cancel.ask-for-conversation',
  text: `
    update messages set cancel_requested_at = clock_timestamp(), cancelled_by = $3,
      cancel_reason = $4, cancel_via = cause_id
    where workspace_id = $1 and conversation_id = $2 and status = 'delivered'
      and mailbox_id is not null and cancel_requested_at is null
    returning id`,
};

const findAskedIn: Statement = {
  name: 'cancel.find-asked-in',
  text: `
    select id from messages
    where workspace_id = $1 and conversation_id = $2 and status = 'delivered'
      and cancel_requested_at is not null`,
};

const findStates: Statement = {
  name: 'cancel.find-states',
  text: `
    select m.id, m.conversation_id, m.status, m.mailbox_id is not null as is_mail,
      m.cancel_requested_at is not null as is_asked
    from unnest($2::text[]) with ordinality as n(id, place)
    join messages m on m.workspace_id = $1 and m.id = n.id
    order by n.place`,
};

const findOpenOf: Statement = {
  name: 'cancel.find-open-of',
  text: `
    select m.id from unnest($2::text[]) with ordinality as n(id, place)
    join messages m on m.workspace_id = $1 and m.id = n.id
    where m.status = 'delivered' and m.mailbox_id is not null
    order by n.place desc`,
};

const findFacts: Statement = {
  name: 'cancel.find-facts',
  text: `
    select cancelled_by, cancel_reason, cancel_via from messages
    where workspace_id = $1 and id = $2 and status = 'delivered'
      and cancel_requested_at is not null`,
};

/** Cancellations under way; index messages_cancelling, which is empty nearly always. */
const findUnderWay: Statement = {
  name: 'cancel.find-under-way',
  text: `
    select m.workspace_id, m.conversation_id, m.id
    from messages m
    where m.status = 'delivered' and m.cancel_requested_at is not null
      and ${notAside('m', '$2')}
    order by m.cancel_requested_at limit $1`,
};

export interface CancelRow extends Record<string, unknown> {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: MessageStatus;
  readonly is_mail: boolean;
  readonly is_asked: boolean;
}

/** A message whose cancellation is under way. */
export interface UnderWay extends Record<string, unknown> {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly id: string;
}

/** Who asks for which messages. */
export interface CancelAsk {
  readonly ids: readonly string[];
  readonly reason: string | undefined;
  /** The messages that were named; the others are cancelled because of them. */
  readonly roots: readonly string[];
}

/** The messages first; empty when there are none of these ids. */
export async function findCausedBy(tx: Tx, messageIds: readonly string[]): Promise<CancelRow[]> {
  return tx.rows<CancelRow>(findChain, [tx.caller.workspace, messageIds]);
}

/** Those that exist, locked in the order of their ids. */
export async function lockConversationRows(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.rows<{ id: string }>(lockConversations, [tx.caller.workspace, ids]);
  return new Set(rows.map(({ id }) => id));
}

export async function askToCancel(tx: Tx, { ids, reason, roots }: CancelAsk): Promise<void> {
  const { workspace, principal } = tx.caller;
  await tx.rows(askForMessages, [workspace, ids, principal, reason ?? null, roots]);
}

export async function askToCancelAll(
  tx: Tx,
  conversationId: string,
  reason: string | undefined,
): Promise<string[]> {
  const { workspace, principal } = tx.caller;
  const before = await tx.rows<{ id: string }>(findAskedIn, [workspace, conversationId]);
  const values = [workspace, conversationId, principal, reason ?? null];
  const asked = await tx.rows<{ id: string }>(askForConversation, values);
  return [...before, ...asked].map(({ id }) => id);
}

export async function readCancelStates(tx: Tx, ids: readonly string[]): Promise<CancelRow[]> {
  return tx.rows<CancelRow>(findStates, [tx.caller.workspace, ids]);
}

/** Those that have not ended; the last first, which nobody works on yet. */
export async function findOpen(tx: Tx, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(findOpenOf, [tx.caller.workspace, ids]);
  return rows.map(({ id }) => id);
}

/** Nothing: nobody asked for it, or it has ended. */
export async function readCancelFacts(tx: Tx, messageId: string): Promise<CancelFacts | undefined> {
  const [row] = await tx.rows<FactsRow>(findFacts, [tx.caller.workspace, messageId]);
  return row === undefined ? undefined : toFacts(row);
}

export async function findCancelsUnderWay(
  tx: Tx,
  limit: number,
  aside: readonly string[],
): Promise<UnderWay[]> {
  return tx.rows<UnderWay>(findUnderWay, [limit, aside]);
}

export interface FactsRow extends Record<string, unknown> {
  readonly cancelled_by: string | null;
  readonly cancel_reason: string | null;
  readonly cancel_via: string | null;
}

export function toFacts(row: FactsRow): CancelFacts {
  return {
    by: row.cancelled_by ?? 'system',
    reason: row.cancel_reason ?? undefined,
    via: row.cancel_via ?? undefined,
  };
}
