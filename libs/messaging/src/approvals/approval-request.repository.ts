import type { JsonValue } from '#protocol';
import { createId, type Statement, type Tx } from '#platform';
import type { Failure } from '../failure.js';
import type { Turn } from '../mailbox/turn.js';
import type { ApprovalWanted } from '../suspension/suspension.js';
import { approvalExpired } from './approval-expired.js';

/** Never waited for beyond the deadline of the message. */
const request: Statement = {
  name: 'approval.request',
  text: `
    insert into approvals (workspace_id, id, message_id, conversation_id, mailbox_id, agent, kind,
      name, request_hash, arguments, argument_schema, why, expires_at)
    select $1, $2, m.id, m.conversation_id, m.mailbox_id, $4, $5, $6, $7, $8::json, $9::json, $10,
      least(clock_timestamp() + $11::float8 * interval '1 ms', m.reply_by)
    from messages m where m.workspace_id = $1 and m.id = $3
    returning expires_at`,
};

const countDecided: Statement = {
  name: 'approval.count-decided',
  text: `
    select count(*)::int as decided from approvals
    where workspace_id = $1 and id = any ($2::text[]) and status <> 'pending'`,
};

/** Those asked for since the message was accepted or put back; index approvals_of_message. */
const ofMessage: Statement = {
  name: 'approval.of-message',
  text: `
    select a.id, a.kind, a.name, a.request_hash, a.arguments, a.decided_arguments, a.decided_by,
      a.decision_reason,
      case when a.status = 'pending' and a.expires_at <= clock_timestamp() then 'expired'
        else a.status end as status
    from approvals a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
    where a.workspace_id = $1 and a.message_id = $2
      and a.requested_at > coalesce(m.requeued_at, '-infinity')
    order by a.requested_at, a.id`,
};

/** An approval that was just asked for. */
export interface RequestedApproval extends Pick<ApprovalWanted, 'kind' | 'name' | 'why'> {
  readonly id: string;
  readonly expiresAt: Date;
}

/** How an approval of a turn stands, as far as the turn goes on with it. */
export interface ApprovalStanding {
  readonly id: string;
  readonly kind: ApprovalWanted['kind'];
  readonly name: string;
  readonly requestHash: string;
  readonly status: 'pending' | 'approved' | 'edited' | 'denied' | 'expired' | 'withdrawn';
  readonly asked: JsonValue;
  /** What a person made of the arguments. */
  readonly edited: JsonValue | undefined;
  readonly decidedBy: string | undefined;
  readonly reason: string | undefined;
  /** Why its turn cannot go on: nobody decided. */
  readonly failure?: Failure | undefined;
}

interface StandingRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: ApprovalWanted['kind'];
  readonly name: string;
  readonly request_hash: string;
  readonly status: ApprovalStanding['status'];
  readonly arguments: JsonValue;
  readonly decided_arguments: JsonValue | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
}

export async function requestApprovals(
  tx: Tx,
  { lease, message }: Turn,
  wanted: readonly ApprovalWanted[],
): Promise<RequestedApproval[]> {
  const requested: RequestedApproval[] = [];
  for (const { kind, name, requestHash, arguments: given, schema, why, timeoutMs } of wanted) {
    const id = createId('apr');
    const [row] = await tx.rows<{ expires_at: Date }>(request, [
      ...[lease.workspace, id, message.id, lease.agentName, kind, name, requestHash],
      JSON.stringify(given),
      schema === undefined ? null : JSON.stringify(schema),
      why ?? null,
      timeoutMs,
    ]);
    if (row !== undefined) requested.push({ id, kind, name, why, expiresAt: row.expires_at });
  }
  return requested;
}

/** Whether nobody has decided any of them. */
export async function areAllUndecided(tx: Tx, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const [row] = await tx.rows<{ decided: number }>(countDecided, [tx.caller.workspace, ids]);
  return row?.decided === 0;
}

export async function readApprovalsOf(
  tx: Tx,
  workspace: string,
  messageId: string,
): Promise<ApprovalStanding[]> {
  const rows = await tx.rows<StandingRow>(ofMessage, [workspace, messageId]);
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, name: row.name, status: row.status },
    requestHash: row.request_hash,
    asked: row.arguments,
    edited: row.decided_arguments ?? undefined,
    decidedBy: row.decided_by ?? undefined,
    reason: row.decision_reason ?? undefined,
    ...(isLost(row) ? { failure: approvalExpired(row.name) } : {}),
  }));
}

function isLost({ status }: StandingRow): boolean {
  return status === 'expired' || status === 'withdrawn';
}
