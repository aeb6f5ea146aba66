import type { Grants, JsonObject, Performative } from '#protocol';
import type { Caller, Statement, Tx } from '#platform';
import type { Turn, TurnOutcome, WaitingMessage } from './turn.js';

/** The oldest waiting message of each; index messages_waiting. Its own statement: it needs a snapshot taken
 * after the claim, or it would see the head that the previous holder has just settled. */
const heads: Statement = {
  name: 'mailbox.heads',
  text: `
    select b.id as of_mailbox, h.* from unnest((select $1::bigint[])) as b(id)
    cross join lateral (
    select id, conversation_id, seq, performative, sender, reply_to, capability, in_reply_to,
      content, metadata, hops, root_id, grants, accepted_at, outdated_reply_id, agent_version, traceparent,
      (extract(epoch from reply_by - clock_timestamp()) * 1000)::float8 as time_left,
      coalesce(reply_by, (select c.reply_by from messages c
        where c.workspace_id = m.workspace_id and c.id = m.cause_id)) as deadline,
      cancel_requested_at is not null as is_cancelled
    from messages m
    where mailbox_id = b.id and mailbox_seq is not null and status = 'delivered'
    order by mailbox_seq limit 1) h`,
};

/** For SQL: what is told of a message under this name. */
const told = (name: string): string => `($3::jsonb -> m.id ->> '${name}')`;

/** As JSON; null where nothing is told. */
const toldJson = (name: string): string => `($3::jsonb -> m.id -> '${name}')`;

/**
 * A message that was cancelled ends as such, whatever its turn came to. One that was given up without
 * being worked on keeps the attempts it had, and when the last of them began.
 */
const settleMessages: Statement = {
  name: 'mailbox.settle-messages',
  text: `
    update messages m set status = ${told('status')}, attempts = ${told('attempts')}::int,
      crashes = ${told('crashes')}::int,
      started_at = coalesce(${told('started_at')}::timestamptz, m.started_at),
      settled_at = clock_timestamp(), agent_version = ${told('agent_version')}::int,
      tokens_in = ${told('tokens_in')}::int, tokens_out = ${told('tokens_out')}::int,
      model = ${toldJson('model')}, error = ${toldJson('error')}, cost = ${told('cost')}::bigint
    where m.workspace_id = $1 and m.id = any ((select $2::text[])::text[]) and m.status = 'delivered'
      and (m.cancel_requested_at is null or ${told('status')} = 'cancelled')
    returning m.id`,
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
  readonly of_mailbox: string;
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

/** The oldest waiting message of each; to be said together with something else (`toHeads`). */
export function headsOf(mailboxIds: readonly string[]): readonly [Statement, readonly unknown[]] {
  return [heads, [mailboxIds]];
}

/** By mailbox; one without waiting mail is missing. */
export function toHeads(rows: readonly Record<string, unknown>[]): Map<string, WaitingMessage> {
  const all = rows as unknown as readonly HeadRow[];
  return new Map(all.map((row) => [row.of_mailbox, toWaiting(row)]));
}

function toWaiting(row: HeadRow): WaitingMessage {
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

/** How the message of a turn ends. */
export interface HeadEnd {
  readonly turn: Turn;
  readonly outcome: TurnOutcome;
  /** In thousand-millionths of the currency. */
  readonly cost: number | undefined;
}

/**
 * Ends messages; to be said together with something else. A message without a row in the answer was
 * cancelled, or is not waiting any more.
 */
export function endingOf(
  { workspace }: Caller,
  ends: readonly HeadEnd[],
): readonly [Statement, readonly unknown[]] {
  const byMessage = Object.fromEntries(ends.map((end) => [end.turn.message.id, toRow(end)]));
  return [settleMessages, [workspace, Object.keys(byMessage), JSON.stringify(byMessage)]];
}

/** Under its lease nobody but its holder changes what a mailbox says of the attempt, so the turn knows it. */
function toRow({ turn, outcome, cost }: HeadEnd): Record<string, unknown> {
  const isUnbegun = outcome.unbegun === true;
  return {
    status: outcome.status,
    attempts: turn.attempt - (isUnbegun ? 1 : 0),
    crashes: turn.crashes,
    started_at: isUnbegun ? undefined : turn.startedAt,
    agent_version: turn.lease.agentVersion,
    tokens_in: outcome.tokens.input,
    tokens_out: outcome.tokens.output,
    model: outcome.model,
    error: outcome.error,
    cost,
  };
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
