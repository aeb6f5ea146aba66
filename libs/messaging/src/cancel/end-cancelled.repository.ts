import type { JsonObject, Performative } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { MailedMailbox } from '../new-message.js';
import { toFacts, type FactsRow } from './cancel.repository.js';
import type { CancelFacts } from './cancelled.js';

/** Ends messages of conversations whose rows are locked. Mailboxes are locked in the order of ids. */

/** Until the transaction ends nobody claims, renews or frees these mailboxes. */
const lockMailboxes: Statement = {
  name: 'end-cancelled.lock-mailboxes',
  text: `
    select b.id, b.lease_until > clock_timestamp() as is_held, b.attempts
    from mailboxes b
    where b.id in (
      select m.mailbox_id from messages m
      where m.workspace_id = $1 and m.conversation_id = any ($2::text[]) and m.status = 'delivered'
        and m.cancel_requested_at is not null)
    order by b.id for update`,
};

/** Indexes messages_cancelling and messages_waiting. */
const findAsked: Statement = {
  name: 'end-cancelled.find',
  text: `
    select m.id, m.mailbox_id, m.conversation_id, m.performative, m.sender, m.reply_to,
      m.routed_to, m.hops, m.attempts, m.outdated_reply_id, m.cancelled_by, m.cancel_reason, m.cancel_via,
      m.cancel_requested_at < clock_timestamp() - $3::int * interval '1 ms' as is_overdue,
      m.id = (
        select w.id from messages w where w.mailbox_id = m.mailbox_id and w.status = 'delivered'
        order by w.mailbox_seq limit 1) as is_head
    from messages m
    where m.workspace_id = $1 and m.conversation_id = any ($2::text[]) and m.status = 'delivered'
      and m.cancel_requested_at is not null and m.mailbox_id is not null
    order by m.conversation_id, m.seq limit $4`,
};

const endMessages: Statement = {
  name: 'end-cancelled.end-messages',
  text: `
    update messages m set status = 'cancelled', settled_at = clock_timestamp(),
      attempts = n.attempts, error = n.error
    from jsonb_to_recordset($2::jsonb) as n(id text, attempts int, error jsonb)
    where m.workspace_id = $1 and m.id = n.id and m.status = 'delivered'`,
};

/** With the head goes what was held against it, and the lease of a turn that did not stop. */
const leaveMailboxes: Statement = {
  name: 'end-cancelled.leave-mailboxes',
  text: `
    update mailboxes b set
      pending = b.pending - n.gone,
      attempts = case when n.head then 0 else b.attempts end,
      crashes = case when n.head then 0 else b.crashes end,
      suspect = case when n.head then false else b.suspect end,
      not_before = case when n.head then '-infinity' else b.not_before end,
      wake_at = case when n.head then null else b.wake_at end,
      parked_at = case when n.head then null else b.parked_at end,
      lease_epoch = b.lease_epoch
        + case when n.head and b.lease_until > '-infinity' then 1 else 0 end,
      lease_token = case when n.head then null else b.lease_token end,
      lease_until = case when n.head then '-infinity' else b.lease_until end,
      rung_at = case when n.head then clock_timestamp() else b.rung_at end
    from jsonb_to_recordset($1::jsonb) as n(id bigint, gone int, head boolean)
    where b.id = n.id
    returning b.id, n.head and b.pending > 0 as must_ring, (
      select m.capability from messages m where m.mailbox_id = b.id and m.status = 'delivered'
      order by m.mailbox_seq limit 1) as capability`,
};

interface LockedRow extends Record<string, unknown> {
  readonly id: string;
  readonly is_held: boolean;
  readonly attempts: number;
}

interface AskedRow extends FactsRow {
  readonly id: string;
  readonly mailbox_id: string;
  readonly conversation_id: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly reply_to: string | null;
  readonly routed_to: string | null;
  readonly hops: number;
  readonly attempts: number;
  readonly outdated_reply_id: string | null;
  readonly is_overdue: boolean;
  readonly is_head: boolean;
}

/** A message whose cancellation was asked for and that has not ended. */
export interface Asked {
  readonly id: string;
  readonly mailboxId: string;
  readonly conversationId: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly replyTo: string | undefined;
  readonly routedTo: string | undefined;
  readonly hops: number;
  readonly attempts: number;
  /** The failure reply that a reply to it supersedes. */
  readonly outdatedReplyId: string | undefined;
  readonly isHead: boolean;
  readonly isHeld: boolean;
  readonly isOverdue: boolean;
  readonly facts: CancelFacts;
}

/** A message that ends now, and what its record says. */
export interface Ending {
  readonly asked: Asked;
  readonly error: JsonObject;
}

/** In the order of each conversation; beside the limit those that a turn holds. Their mailboxes are locked. */
export async function lockAsked(
  tx: Tx,
  conversationIds: readonly string[],
  { patienceMs, limit }: { readonly patienceMs: number; readonly limit: number },
): Promise<{ readonly asked: readonly Asked[]; readonly isAll: boolean }> {
  const key = [tx.caller.workspace, conversationIds];
  const mailboxes = new Map(
    (await tx.rows<LockedRow>(lockMailboxes, key)).map((row) => [row.id, row]),
  );
  const held = [...mailboxes.values()].filter((row) => row.is_held).length;
  const rows = await tx.rows<AskedRow>(findAsked, [...key, patienceMs, limit + held]);
  const asked = rows.map((row) => toAsked(row, mailboxes.get(row.mailbox_id)));
  return { asked, isAll: rows.length < limit + held };
}

/** Gives the mailboxes whose next message may be worked on now. */
export async function endAsked(tx: Tx, endings: readonly Ending[]): Promise<MailedMailbox[]> {
  const messages = endings.map(({ asked, error }) => ({
    id: asked.id,
    attempts: asked.attempts,
    error,
  }));
  await tx.rows(endMessages, [tx.caller.workspace, JSON.stringify(messages)]);
  const rows = await tx.rows<{ id: string; must_ring: boolean; capability: string | null }>(
    leaveMailboxes,
    [JSON.stringify(countPerMailbox(endings))],
  );
  return rows
    .filter((row) => row.must_ring)
    .map(({ id, capability }) => ({ mailboxId: id, capability: capability ?? undefined }));
}

function countPerMailbox(
  endings: readonly Ending[],
): { readonly id: string; readonly gone: number; readonly head: boolean }[] {
  const ids = [...new Set(endings.map(({ asked }) => asked.mailboxId))];
  return ids.map((id) => {
    const own = endings.filter(({ asked }) => asked.mailboxId === id);
    return { id, gone: own.length, head: own.some(({ asked }) => asked.isHead) };
  });
}

function toAsked(row: AskedRow, mailbox: LockedRow | undefined): Asked {
  return {
    id: row.id,
    mailboxId: row.mailbox_id,
    conversationId: row.conversation_id,
    performative: row.performative,
    sender: row.sender,
    replyTo: row.reply_to ?? undefined,
    routedTo: row.routed_to ?? undefined,
    hops: row.hops,
    attempts: row.is_head ? Math.max(row.attempts, mailbox?.attempts ?? 0) : row.attempts,
    outdatedReplyId: row.outdated_reply_id ?? undefined,
    isHead: row.is_head,
    isHeld: mailbox?.is_held ?? false,
    isOverdue: row.is_overdue,
    facts: toFacts(row),
  };
}
