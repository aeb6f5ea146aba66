import type { JsonObject, Performative } from '#protocol';
import type { Statement, Tx } from '#platform';
import { companyOf } from './company.js';
import type { Company, Lease, TurnOutcome, WaitingMessage } from './turn.js';

/**
 * The statements of a mailbox's life. A mailbox is
 *
 *   free       lease_until = -infinity
 *   held       lease_until in the future: one turn works on its head
 *   abandoned  lease_until in the past: its worker died or hangs; the sweeper frees it as a suspect
 *
 * Time is Postgres's own (`clock_timestamp()`): clocks of workers may differ, this one decides.
 */

/**
 * Free and due → held. Not durable on purpose: a claim lost in a crash of Postgres is as if it had
 * never been, and waiting for the disk here was 3.8 times the median latency (architecture §4.5).
 */
const claim: Statement = {
  name: 'mailbox.claim',
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true))
    update mailboxes b set
      lease_owner = $2, lease_token = $3, lease_epoch = b.lease_epoch + 1,
      lease_until = clock_timestamp() + $4::int * interval '1 ms',
      attempts = b.attempts + 1, started_at = clock_timestamp()
    from agents a, quick
    where b.id = $1 and ${companyOf('b')} = $5 and b.pending > 0 and b.lease_until = '-infinity'
      and b.not_before <= clock_timestamp()
      and a.id = b.agent_id and a.status in ('running', 'draining')
    returning b.workspace_id, b.agent_id, b.conversation_id, b.lease_epoch, b.attempts, b.crashes,
      a.name as agent_name, a.version_number`,
};

/** The oldest waiting message; index messages_waiting. Its own statement: it needs a snapshot taken
 * after the claim, or it would see the head that the previous holder has just settled. */
const head: Statement = {
  name: 'mailbox.head',
  text: `
    select id, conversation_id, seq, performative, sender, reply_to, capability, in_reply_to,
      content, metadata, hops, accepted_at, outdated_reply_id,
      (extract(epoch from reply_by - clock_timestamp()) * 1000)::float8 as time_left,
      coalesce(reply_by, (select c.reply_by from messages c
        where c.workspace_id = m.workspace_id and c.id = m.cause_id)) as deadline,
      cancel_requested_at is not null as is_cancelled
    from messages m
    where mailbox_id = $1 and mailbox_seq is not null and status = 'delivered'
    order by mailbox_seq limit 1`,
};

/** Held → held by the same for longer. Skips rows that are being committed: a commit renews. */
const renew: Statement = {
  name: 'mailbox.renew',
  text: `
    with quick as materialized (select set_config('synchronous_commit', 'off', true)),
    mine as (
      select b.id from mailboxes b
      join jsonb_to_recordset($1::jsonb) as n(id bigint, epoch bigint, token uuid)
        on b.id = n.id and b.lease_epoch = n.epoch and b.lease_token = n.token
      order by b.id for update of b skip locked)
    update mailboxes b set lease_until = clock_timestamp() + $2::int * interval '1 ms'
    from mine, quick where b.id = mine.id
    returning b.id`,
};

/** The fence. No row: somebody else holds the mailbox and nothing of this turn may be written. */
const settle: Statement = {
  name: 'mailbox.settle',
  text: `
    update mailboxes b set
      pending = b.pending - 1, attempts = 0, crashes = 0, suspect = false,
      not_before = '-infinity', rung_at = clock_timestamp(),
      lease_until = case when $4 and b.pending > 1 and a.status in ('running', 'draining')
        then clock_timestamp() + $5::int * interval '1 ms' else '-infinity' end,
      lease_token = case when $4 and b.pending > 1 and a.status in ('running', 'draining')
        then b.lease_token end
    from agents a, (select attempts, crashes, started_at from mailboxes where id = $1) was
    where b.id = $1 and b.lease_epoch = $2 and b.lease_token = $3 and a.id = b.agent_id
    returning was.attempts, was.crashes, was.started_at,
      b.lease_until > '-infinity' as kept, b.pending, a.version_number`,
};

/** A message that was cancelled ends as such, whatever its turn came to. */
const settleMessage: Statement = {
  name: 'mailbox.settle-message',
  text: `
    update messages set status = $3, attempts = $4, crashes = $5, started_at = $6,
      settled_at = clock_timestamp(), agent_version = $7, tokens_in = $8, tokens_out = $9,
      model = $10, error = $11
    where workspace_id = $1 and id = $2 and status = 'delivered'
      and (cancel_requested_at is null or $3 = 'cancelled')
    returning id`,
};

/** Under a lease that is kept from turn to turn, the next head is a new attempt. */
const beginNext: Statement = {
  name: 'mailbox.begin-next',
  text: `
    update mailboxes set attempts = 1, crashes = 0, started_at = clock_timestamp()
    where id = $1 and lease_epoch = $2 and lease_token = $3 returning id`,
};

/** Held → free, the head still waiting. `delay` keeps it until later; a clean stop gives back its
 * attempt, because the message did nothing wrong. */
const yieldLease: Statement = {
  name: 'mailbox.yield',
  text: `
    update mailboxes set
      lease_until = '-infinity', lease_token = null, rung_at = '-infinity',
      not_before = clock_timestamp() + $4::int * interval '1 ms',
      attempts = greatest(0, attempts - case when $5 then 1 else 0 end)
    where id = $1 and lease_epoch = $2 and lease_token = $3
    returning attempts, crashes`,
};

const noteRetry: Statement = {
  name: 'mailbox.note-retry',
  text: `
    update messages set attempts = $3, error = $4,
      history = coalesce(history, '[]') || jsonb_build_object(
        'kind', 'retried', 'at', clock_timestamp(), 'attempt', $3::int, 'error', $4::jsonb)
    where workspace_id = $1 and id = $2 and status = 'delivered'`,
};

interface ClaimRow {
  readonly workspace_id: string;
  readonly agent_id: string;
  readonly conversation_id: string;
  readonly lease_epoch: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly agent_name: string;
  readonly version_number: number;
}

interface HeadRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly seq: string;
  readonly performative: Performative;
  readonly sender: string;
  readonly reply_to: string | null;
  readonly capability: string | null;
  readonly in_reply_to: string | null;
  readonly content: JsonObject;
  readonly metadata: JsonObject | null;
  readonly hops: number;
  readonly accepted_at: Date;
  readonly time_left: number | null;
  readonly deadline: Date | null;
  readonly outdated_reply_id: string | null;
  readonly is_cancelled: boolean;
}

/** What a claim asks for. */
export interface ClaimRequest {
  readonly mailboxId: string;
  readonly owner: string;
  readonly token: string;
  readonly leaseMs: number;
  /** Suspects are claimed by the processes that are for them, others by everybody else. */
  readonly company: Company;
}

export interface Claimed {
  readonly lease: Lease;
  readonly attempt: number;
  readonly crashes: number;
}

export async function claimMailbox(tx: Tx, request: ClaimRequest): Promise<Claimed | undefined> {
  const { mailboxId, owner, token, leaseMs, company } = request;
  const [row] = await tx.rows<ClaimRow>(claim, [mailboxId, owner, token, leaseMs, company]);
  if (row === undefined) return undefined;
  const lease: Lease = {
    mailboxId,
    token,
    workspace: row.workspace_id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    agentVersion: row.version_number,
    conversationId: row.conversation_id,
    epoch: row.lease_epoch,
  };
  return { lease, attempt: row.attempts, crashes: row.crashes };
}

export async function readHead(tx: Tx, mailboxId: string): Promise<WaitingMessage | undefined> {
  const [row] = await tx.rows<HeadRow>(head, [mailboxId]);
  if (row === undefined) return undefined;
  return {
    id: row.id,
    conversationId: row.conversation_id,
    seq: Number(row.seq),
    performative: row.performative,
    sender: row.sender,
    replyTo: row.reply_to ?? undefined,
    capability: row.capability ?? undefined,
    inReplyTo: row.in_reply_to ?? undefined,
    content: row.content,
    metadata: row.metadata ?? undefined,
    hops: row.hops,
    outdatedReplyId: row.outdated_reply_id ?? undefined,
    acceptedAt: row.accepted_at,
    timeLeft: row.time_left ?? undefined,
    deadline: row.deadline ?? undefined,
    isCancelled: row.is_cancelled,
  };
}

/** The mailboxes whose leases were renewed; those missing are lost or being committed. */
export async function renewLeases(
  tx: Tx,
  leases: readonly Lease[],
  leaseMs: number,
): Promise<Set<string>> {
  const asked = leases.map(({ mailboxId: id, epoch, token }) => ({ id, epoch, token }));
  const rows = await tx.rows<{ id: string }>(renew, [JSON.stringify(asked), leaseMs]);
  return new Set(rows.map(({ id }) => id));
}

/** What the fence says when it lets a commit through. */
export interface Settled {
  readonly attempts: number;
  readonly crashes: number;
  readonly startedAt: Date | null;
  /** The lease goes on for the next head. */
  readonly kept: boolean;
  readonly pending: number;
  readonly agentVersion: number;
}

interface SettleRow {
  readonly attempts: number;
  readonly crashes: number;
  readonly started_at: Date | null;
  readonly kept: boolean;
  readonly pending: number;
  readonly version_number: number;
}

export async function settleMailbox(
  tx: Tx,
  lease: Lease,
  keep: { readonly more: boolean; readonly leaseMs: number },
): Promise<Settled | undefined> {
  const { mailboxId, epoch, token } = lease;
  const values = [mailboxId, epoch, token, keep.more, keep.leaseMs];
  const [row] = await tx.rows<SettleRow>(settle, values);
  if (row === undefined) return undefined;
  return {
    attempts: row.attempts,
    crashes: row.crashes,
    startedAt: row.started_at,
    kept: row.kept,
    pending: row.pending,
    agentVersion: row.version_number,
  };
}

/** Ends the head message. False: it was cancelled, or it was not waiting any more. */
export async function settleHead(
  tx: Tx,
  lease: Lease,
  messageId: string,
  settled: Settled,
  outcome: TurnOutcome,
): Promise<boolean> {
  const rows = await tx.rows(settleMessage, [
    lease.workspace,
    messageId,
    outcome.status,
    settled.attempts,
    settled.crashes,
    settled.startedAt,
    lease.agentVersion,
    outcome.tokens.input,
    outcome.tokens.output,
    outcome.model ?? null,
    outcome.error ?? null,
  ]);
  return rows.length === 1;
}

export async function beginNextTurn(tx: Tx, { mailboxId, epoch, token }: Lease): Promise<void> {
  await tx.rows(beginNext, [mailboxId, epoch, token]);
}

/** Gives the mailbox back. Nothing: the lease was lost. */
export async function yieldMailbox(
  tx: Tx,
  { mailboxId, epoch, token }: Lease,
  how: { readonly delayMs: number; readonly giveBackAttempt: boolean },
): Promise<{ attempts: number; crashes: number } | undefined> {
  const values = [mailboxId, epoch, token, how.delayMs, how.giveBackAttempt];
  const [row] = await tx.rows<{ attempts: number; crashes: number }>(yieldLease, values);
  return row;
}

/** Writes into the message why its last attempt failed, for people who look. */
export async function noteFailedAttempt(
  tx: Tx,
  workspace: string,
  messageId: string,
  attempts: number,
  error: JsonObject,
): Promise<void> {
  await tx.rows(noteRetry, [workspace, messageId, attempts, error]);
}
