import type { JsonObject, Performative } from '#protocol';
import type { Statement, Tx } from '#platform';

/** Ends a message that no turn holds. Its conversation's row is locked before (append order). */

const findDelivered: Statement = {
  name: 'settle-waiting.find',
  text: `
    select m.id, m.conversation_id, m.performative, m.sender, m.reply_to, m.routed_to, m.hops,
      m.mailbox_id, m.attempts, m.outdated_reply_id
    from messages m where m.workspace_id = $1 and m.id = $2 and m.status = 'delivered'`,
};

const lockRow: Statement = {
  name: 'settle-waiting.lock-conversation',
  text: `select id from conversations where workspace_id = $1 and id = $2 for update`,
};

/**
 * One less waits, unless a turn holds this very message right now, or it has ended since it was found:
 * two sweepers may find the same one. A lease that has run out goes with it: what comes next is not to be blamed for
 * how that turn ended. Index messages_waiting.
 */
const leaveMailbox: Statement = {
  name: 'settle-waiting.leave-mailbox',
  text: `
    update mailboxes b set
      pending = b.pending - 1,
      attempts = case when h.is_head then 0 else b.attempts end,
      crashes = case when h.is_head then 0 else b.crashes end,
      suspect = case when h.is_head then false else b.suspect end,
      not_before = case when h.is_head then '-infinity' else b.not_before end,
      wake_at = case when h.is_head then null else b.wake_at end,
      parked_at = case when h.is_head then null else b.parked_at end,
      lease_epoch = b.lease_epoch
        + case when h.is_head and b.lease_until > '-infinity' then 1 else 0 end,
      lease_token = case when h.is_head then null else b.lease_token end,
      lease_until = case when h.is_head then '-infinity' else b.lease_until end,
      rung_at = case when h.is_head and (b.rung_at = 'infinity' or b.lease_until > '-infinity')
        then '-infinity' else b.rung_at end
    from (select $2 = (
      select id from messages where mailbox_id = $1 and status = 'delivered'
      order by mailbox_seq limit 1) as is_head) h
    where b.id = $1 and not (h.is_head and b.lease_until > clock_timestamp())
      and exists (select from messages where mailbox_id = $1 and status = 'delivered' and id = $2)
    returning b.attempts, b.crashes`,
};

const endMessage: Statement = {
  name: 'settle-waiting.end',
  text: `
    update messages set status = $3, settled_at = clock_timestamp(), error = $4
    where workspace_id = $1 and id = $2 and status = 'delivered'
    returning id`,
};

/** A waiting message, as far as its failure reply needs it. */
export interface WaitingRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly reply_to: string | null;
  readonly routed_to: string | null;
  readonly hops: number;
  readonly mailbox_id: string;
  readonly attempts: number;
  /** The failure reply that a reply to it supersedes. */
  readonly outdated_reply_id: string | null;
}

export async function findWaiting(tx: Tx, messageId: string): Promise<WaitingRow | undefined> {
  const { workspace } = tx.caller;
  const [found] = await tx.rows<WaitingRow & Record<string, unknown>>(findDelivered, [
    workspace,
    messageId,
  ]);
  if (found === undefined) return undefined;
  await lockConversation(tx, found.conversation_id);
  return found;
}

/** Nothing is written into it by anybody else until this transaction ends. */
export async function lockConversation(tx: Tx, id: string): Promise<void> {
  await tx.rows(lockRow, [tx.caller.workspace, id]);
}

/** False: a turn holds the message, or it has ended meanwhile. */
export async function endWaiting(
  tx: Tx,
  waiting: WaitingRow,
  status: 'failed' | 'expired' | 'cancelled',
  error: JsonObject,
): Promise<boolean> {
  const left = await tx.rows(leaveMailbox, [waiting.mailbox_id, waiting.id]);
  if (left.length === 0) return false;
  const ended = await tx.rows(endMessage, [tx.caller.workspace, waiting.id, status, error]);
  return ended.length === 1;
}
