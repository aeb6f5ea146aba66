import type { Statement, Tx } from '#platform';
import { notAside } from '../mailbox/set-aside.js';

/** How approvals end without a decision. */

/** Index approvals_of_message. */
const withdraw: Statement = {
  name: 'approval.withdraw',
  text: `
    update approvals set status = 'withdrawn', decided_at = clock_timestamp()
    where workspace_id = $1 and message_id = any ($2::text[]) and status = 'pending'`,
};

/**
 * Those whose time is over; index approvals_pending. Where the message's own deadline comes first, the
 * message expires, and with it the approval.
 */
const findOverdue: Statement = {
  name: 'approval.find-overdue',
  text: `
    select a.workspace_id, a.id, a.message_id, a.conversation_id, a.agent, a.kind, a.name
    from approvals a
    join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
    where a.status = 'pending' and a.expires_at < clock_timestamp()
      and (m.status <> 'delivered' or m.reply_by is null or m.reply_by > a.expires_at)
      and ${notAside('a', '$2')}
    order by a.expires_at limit $1`,
};

/** The message is as it is: its conversation is locked. */
const expire: Statement = {
  name: 'approval.expire',
  text: `
    update approvals a set decided_at = clock_timestamp(),
      status = case when m.status = 'delivered' and m.cancel_requested_at is null
        then 'expired' else 'withdrawn' end
    from messages m
    where a.workspace_id = $1 and a.id = $2 and a.status = 'pending'
      and m.workspace_id = a.workspace_id and m.id = a.message_id
    returning a.status = 'expired' as is_expired`,
};

/** Of messages that a worker ended which knows nothing of approvals. */
const withdrawLeft: Statement = {
  name: 'approval.withdraw-left',
  text: `
    with left_over as (
      select a.workspace_id, a.id from approvals a
      join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
      where a.status = 'pending' and m.status <> 'delivered'
      limit $1 for update of a skip locked)
    update approvals a set status = 'withdrawn', decided_at = clock_timestamp()
    from left_over l where a.workspace_id = l.workspace_id and a.id = l.id
    returning a.id`,
};

/** An approval that nobody decided in time. */
export interface OverdueApproval extends Record<string, unknown> {
  readonly workspace_id: string;
  readonly id: string;
  readonly message_id: string;
  readonly conversation_id: string;
  readonly agent: string;
  readonly kind: string;
  readonly name: string;
}

/** Nobody needs a decision about these messages any more. */
export async function withdrawApprovals(tx: Tx, messageIds: readonly string[]): Promise<void> {
  await tx.rows(withdraw, [tx.caller.workspace, messageIds]);
}

export async function findOverdueApprovals(
  tx: Tx,
  limit: number,
  aside: readonly string[],
): Promise<OverdueApproval[]> {
  return tx.rows<OverdueApproval>(findOverdue, [limit, aside]);
}

/** False: it was decided meanwhile, or nobody needs it any more. */
export async function expireApproval(tx: Tx, id: string): Promise<boolean> {
  const [row] = await tx.rows<{ is_expired: boolean }>(expire, [tx.caller.workspace, id]);
  return row?.is_expired === true;
}

export async function withdrawLeftApprovals(tx: Tx, limit: number): Promise<number> {
  return (await tx.rows(withdrawLeft, [limit])).length;
}
