import type { ApprovalFilter, ApprovalStatus, JsonObject, JsonValue } from '#protocol';
import type { Statement, Tx } from '#platform';

/** How an approval stands, whether or not a sweep has written it down already. */
const standing = `
  case when a.status <> 'pending' then a.status
    when m.status <> 'delivered' or m.cancel_requested_at is not null then 'withdrawn'
    when a.expires_at <= clock_timestamp() then 'expired' else 'pending' end`;

const columns = `a.id, a.message_id, a.conversation_id, a.mailbox_id, a.agent, a.kind, a.name,
  a.arguments, a.argument_schema, a.why, ${standing} as status, a.requested_at, a.expires_at,
  a.decided_at, a.decided_by, a.decision_reason, a.decided_arguments`;

const joined = `
  from approvals a join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id`;

/** Index approvals_in_order. */
const list: Statement = {
  name: 'approval.list',
  text: `
    select ${columns}, a.requested_at::text as place ${joined}
    where a.workspace_id = $1
      and ($2::text is null or ${standing} = $2)
      and ($3::text is null or a.agent = $3)
      and ($4::text is null or a.conversation_id = $4)
      and ($5::timestamptz is null or (a.requested_at, a.id) < ($5::timestamptz, $6))
    order by a.requested_at desc, a.id desc limit $7`,
};

const find: Statement = {
  name: 'approval.find',
  text: `
    select ${columns}, a.requested_at::text as place ${joined}
    where a.workspace_id = $1 and a.id = $2`,
};

/** The first decision counts: of all others no row is found. */
const decide: Statement = {
  name: 'approval.decide',
  text: `
    update approvals a set status = $3, decided_at = clock_timestamp(), decided_by = $4,
      decision_reason = $5, decided_arguments = $6::json
    from messages m
    where a.workspace_id = $1 and a.id = $2 and a.status = 'pending'
      and a.expires_at > clock_timestamp()
      and m.workspace_id = a.workspace_id and m.id = a.message_id
      and m.status = 'delivered' and m.cancel_requested_at is null
    returning a.id`,
};

export interface ApprovalRow extends Record<string, unknown> {
  readonly id: string;
  readonly message_id: string;
  readonly conversation_id: string;
  readonly mailbox_id: string;
  readonly agent: string;
  readonly kind: 'tool' | 'code';
  readonly name: string;
  readonly arguments: JsonValue;
  readonly argument_schema: JsonObject | null;
  readonly why: string | null;
  readonly status: ApprovalStatus;
  readonly requested_at: Date;
  readonly expires_at: Date;
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
  readonly decided_arguments: JsonObject | null;
  /** When it was asked for, for cursors. */
  readonly place: string;
}

/** What is written of a decision. */
export interface Decided {
  readonly status: 'approved' | 'edited' | 'denied';
  readonly by: string;
  readonly reason: string | undefined;
  readonly edited: JsonObject | undefined;
}

/** The newest first. */
export async function listApprovals(
  tx: Tx,
  { status, agent, conversation }: ApprovalFilter,
  after: readonly string[] | undefined,
  limit: number,
): Promise<ApprovalRow[]> {
  const filter = [status ?? null, agent ?? null, conversation ?? null];
  const place = [after?.[0] ?? null, after?.[1] ?? null];
  return tx.rows<ApprovalRow>(list, [tx.caller.workspace, ...filter, ...place, limit]);
}

export async function findApproval(tx: Tx, id: string): Promise<ApprovalRow | undefined> {
  const [row] = await tx.rows<ApprovalRow>(find, [tx.caller.workspace, id]);
  return row;
}

/** False: somebody else has decided, or nobody waits for it any more. */
export async function decideApproval(tx: Tx, id: string, decided: Decided): Promise<boolean> {
  const { status, by, reason, edited } = decided;
  const written = edited === undefined ? null : JSON.stringify(edited);
  const values = [tx.caller.workspace, id, status, by, reason ?? null, written];
  return (await tx.rows(decide, values)).length === 1;
}
