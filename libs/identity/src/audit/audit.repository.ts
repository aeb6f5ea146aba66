import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { chainBegin, hashOf, type AuditEvent, type AuditFacts } from './chain.js';

/** Holds the end of the chain: events of a workspace are numbered one by one. */
const holdHead: Statement = {
  name: 'audit.hold',
  text: `
    insert into audit_heads (workspace_id, seq, hash) values ($1, 0, $2)
    on conflict (workspace_id) do update set seq = audit_heads.seq
    returning seq, hash, to_char(clock_timestamp() at time zone 'UTC',
      'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
};

const insertEvent: Statement = {
  name: 'audit.insert',
  text: `
    with head as (
      update audit_heads set seq = $2, hash = $13 where workspace_id = $1)
    insert into audit_events (workspace_id, seq, at, actor, actor_kind, action, target, outcome,
      request_id, address, details, previous_hash, hash)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12, $13)`,
};

/** Primary key, newest first; what is not asked for is null. */
const listEvents: Statement = {
  name: 'audit.list',
  text: `
    select seq, at, actor, actor_kind, action, target, outcome, request_id, address, details,
      previous_hash, hash
    from audit_events
    where workspace_id = $1 and ($2::bigint is null or seq < $2)
      and ($3::text is null or actor = $3) and ($4::text is null or action = $4)
      and ($5::text is null or target = $5)
      and ($6::timestamptz is null or at >= $6) and ($7::timestamptz is null or at < $7)
    order by seq desc limit $8`,
};

const readChain: Statement = {
  name: 'audit.chain',
  text: `
    select seq, at, actor, actor_kind, action, target, outcome, request_id, address, details,
      previous_hash, hash
    from audit_events where workspace_id = $1 and seq > $2 order by seq limit $3`,
};

const readHead: Statement = {
  name: 'audit.head',
  text: `select seq, hash from audit_heads where workspace_id = $1`,
};

type Row = Readonly<{
  seq: string;
  at: Date;
  actor: string;
  actor_kind: string;
  action: string;
  target: string;
  outcome: string;
  request_id: string | null;
  address: string | null;
  details: JsonObject;
  previous_hash: string;
  hash: string;
}>;

const toEvent = (workspace: string, row: Row): AuditEvent => ({
  ...{ workspace, seq: Number(row.seq), at: row.at.toISOString() },
  ...{ actor: row.actor, actorKind: row.actor_kind, action: row.action, target: row.target },
  ...{ outcome: row.outcome, details: row.details },
  ...{ requestId: row.request_id ?? undefined, address: row.address ?? undefined },
  ...{ previousHash: row.previous_hash, hash: row.hash },
});

/** Which events are wanted; what is left out asks for any. */
export interface AuditFilter {
  /** Only those before this number. */
  readonly before?: number | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** Adds an event to the chain of its workspace. Gives it with its number and hash. */
export async function addAuditEvent(
  tx: Tx,
  workspace: string,
  facts: Omit<AuditFacts, 'workspace' | 'seq' | 'at'>,
): Promise<AuditEvent> {
  const [head] = await tx.rows<{ seq: string; hash: string; at: string }>(holdHead, [
    workspace,
    chainBegin,
  ]);
  if (head === undefined) throw new Error('The audit log has no end to add to');
  const whole = { ...facts, workspace, seq: Number(head.seq) + 1, at: head.at };
  const event = { ...whole, previousHash: head.hash, hash: hashOf(whole, head.hash) };
  await tx.rows(insertEvent, [
    ...[workspace, event.seq, event.at, event.actor, event.actorKind, event.action, event.target],
    ...[event.outcome, event.requestId ?? null, event.address ?? null],
    ...[JSON.stringify(event.details), event.previousHash, event.hash],
  ]);
  return event;
}

/** The newest first. */
export async function readAuditEvents(
  tx: Tx,
  filter: AuditFilter,
  most: number,
): Promise<AuditEvent[]> {
  const { workspace } = tx.caller;
  const rows = await tx.rows<Row>(listEvents, [
    ...[workspace, filter.before ?? null, filter.actor ?? null, filter.action ?? null],
    ...[filter.target ?? null, filter.since ?? null, filter.until ?? null, most],
  ]);
  return rows.map((row) => toEvent(workspace, row));
}

/** Those after a number, in order. */
export async function readAuditChain(tx: Tx, after: number, most: number): Promise<AuditEvent[]> {
  const { workspace } = tx.caller;
  const rows = await tx.rows<Row>(readChain, [workspace, after, most]);
  return rows.map((row) => toEvent(workspace, row));
}

/** Where the chain of a workspace ends; nothing before its first event. */
export async function readAuditHead(
  tx: Tx,
): Promise<{ readonly seq: number; readonly hash: string } | undefined> {
  const [row] = await tx.rows<{ seq: string; hash: string }>(readHead, [tx.caller.workspace]);
  return row === undefined ? undefined : { seq: Number(row.seq), hash: row.hash };
}
