import type { Grants, JsonObject, Performative } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { Settled } from './mailbox.repository.js';
import type { Lease, TurnOutcome, WaitingMessage } from './turn.js';

/** The oldest waiting message; index messages_waiting. Its own statement: it needs a snapshot taken
 * after the claim, or it would see the head that the previous holder has just settled. */
const head: Statement = {
  name: 'mailbox.head',
  text: `
    select id, conversation_id, seq, performative, sender, reply_to, capability, in_reply_to,
      content, metadata, hops, root_id, grants, accepted_at, outdated_reply_id, agent_version, traceparent,
      (extract(epoch from reply_by - clock_timestamp()) * 1000)::float8 as time_left,
      coalesce(reply_by, (select c.reply_by from messages c
        where c.workspace_id = m.workspace_id and c.id = m.cause_id)) as deadline,
      cancel_requested_at is not null as is_cancelled
    from messages m
    where mailbox_id = $1 and mailbox_seq is not null and status = 'delivered'
    order by mailbox_seq limit 1`,
};

/**
 * A message that was cancelled ends as such, whatever its turn came to. One that was given up without
 * being worked on keeps the attempts it had, and when the last of them began.
 */
const settleMessage: Statement = {
  name: 'mailbox.settle-message',
  text: `
    update messages set status = $3, attempts = $4, crashes = $5,
      started_at = coalesce($6, started_at),
      settled_at = clock_timestamp(), agent_version = $7, tokens_in = $8, tokens_out = $9,
      model = $10, error = $11, cost = $12
    where workspace_id = $1 and id = $2 and status = 'delivered'
      and (cancel_requested_at is null or $3 = 'cancelled')
    returning id`,
};

const noteRetry: Statement = {
  name: 'mailbox.note-retry',
  text: `
    update messages set attempts = $3, error = $4,
      history = coalesce(history, '[]') || jsonb_build_object(
        'kind', 'retried', 'at', clock_timestamp(), 'attempt', $3::int, 'error', $4::jsonb)
    where workspace_id = $1 and id = $2 and status = 'delivered'`,
};

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
  readonly root_id: string | null;
  readonly grants: Grants | null;
  readonly accepted_at: Date;
  readonly time_left: number | null;
  readonly deadline: Date | null;
  readonly outdated_reply_id: string | null;
  readonly agent_version: number | null;
  readonly is_cancelled: boolean;
  readonly traceparent: string | null;
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
    ...readPlace(row),
    content: row.content,
    metadata: row.metadata ?? undefined,
    hops: row.hops,
    outdatedReplyId: row.outdated_reply_id ?? undefined,
    keptVersion: row.agent_version ?? undefined,
    acceptedAt: row.accepted_at,
    timeLeft: row.time_left ?? undefined,
    deadline: row.deadline ?? undefined,
    isCancelled: row.is_cancelled,
  };
}

/** Where it stands among other messages, and how far its work may reach. */
function readPlace(
  row: HeadRow,
): Pick<
  WaitingMessage,
  'replyTo' | 'capability' | 'inReplyTo' | 'rootId' | 'grants' | 'traceparent'
> {
  return {
    replyTo: row.reply_to ?? undefined,
    capability: row.capability ?? undefined,
    inReplyTo: row.in_reply_to ?? undefined,
    rootId: row.root_id ?? undefined,
    grants: row.grants ?? undefined,
    traceparent: row.traceparent ?? undefined,
  };
}

/** Ends the head message. False: it was cancelled, or it was not waiting any more. */
export async function settleHead(
  tx: Tx,
  lease: Lease,
  messageId: string,
  settled: Settled,
  outcome: TurnOutcome & { readonly cost: number | undefined },
): Promise<boolean> {
  const rows = await tx.rows(settleMessage, [
    lease.workspace,
    messageId,
    outcome.status,
    settled.attempts - (outcome.unbegun === true ? 1 : 0),
    settled.crashes,
    outcome.unbegun === true ? null : settled.startedAt,
    lease.agentVersion,
    outcome.tokens.input,
    outcome.tokens.output,
    outcome.model ?? null,
    outcome.error ?? null,
    outcome.cost ?? null,
  ]);
  return rows.length === 1;
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
