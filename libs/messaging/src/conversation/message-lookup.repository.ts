import { type Grants, type JsonObject, type MessageDetail, type MessageStatus } from '#protocol';
import type { Statement, Tx } from '#platform';
import { isParked } from '../mailbox/due.js';
import { answersTo } from './answers.js';
import { messageColumns, viewMessage, type MessageRow } from './message-view.js';
import { decisionsFor, readWaits, waitingFor } from './waits.repository.js';

const findDetail: Statement = {
  name: 'message.find-detail',
  text: `
    select ${messageColumns}, m.conversation_id, m.hops, m.grants, m.reply_by, m.tokens_in, m.tokens_out,
      m.cost::float8 as cost,
      m.model, m.agent_version, m.error, m.settled_at,
      m.cancel_requested_at, m.cancelled_by, m.cancel_reason, m.cancel_via,
      greatest(m.attempts, case when h.running then b.attempts else 0 end) as attempts,
      coalesce(case when h.running then b.started_at end, m.started_at) as started_at,
      h.running, h.waiting,
      ${answersTo('m')} as replies
    from messages m
    left join mailboxes b on b.id = m.mailbox_id
    cross join lateral (select coalesce(m.status = 'delivered' and m.id = (
      select w.id from messages w where w.mailbox_id = b.id and w.status = 'delivered'
      order by w.mailbox_seq limit 1), false) as is_head) w
    cross join lateral (select
      coalesce(w.is_head and b.lease_until > clock_timestamp(), false) as running,
      coalesce(w.is_head and ${isParked('b')} and b.wake_at > clock_timestamp(), false)
        as waiting) h
    where m.workspace_id = $1 and m.id = $2`,
};

const findRoute: Statement = {
  name: 'message.find-route',
  text: `select id, route from messages where workspace_id = $1 and id = $2`,
};

interface DetailRow extends MessageRow {
  readonly conversation_id: string;
  readonly hops: number;
  readonly grants: Grants | null;
  readonly reply_by: Date | null;
  readonly tokens_in: number;
  readonly tokens_out: number;
  readonly model: { provider: string; model: string } | null;
  readonly agent_version: number | null;
  readonly error: JsonObject | null;
  readonly cost: number | null;
  readonly settled_at: Date | null;
  readonly cancel_requested_at: Date | null;
  readonly cancelled_by: string | null;
  readonly cancel_reason: string | null;
  readonly cancel_via: string | null;
  readonly attempts: number;
  readonly started_at: Date | null;
  readonly running: boolean;
  readonly waiting: boolean;
  readonly replies: string[];
}

export async function findMessage(tx: Tx, id: string): Promise<MessageDetail | undefined> {
  const [row] = await tx.rows<DetailRow & Record<string, unknown>>(findDetail, [
    tx.caller.workspace,
    id,
  ]);
  if (row === undefined) return undefined;
  const detail = viewDetail(row);
  if (detail.status !== 'waiting') return detail;
  const waits = await readWaits(tx, row.conversation_id);
  return { ...detail, ...waitingFor(decisionsFor(waits, id)) };
}

/** The routing decision stored with a message; `null` for a message that was not routed. */
export async function findMessageRoute(
  tx: Tx,
  id: string,
): Promise<{ id: string; route: JsonObject | null } | undefined> {
  const [row] = await tx.rows<{ id: string; route: JsonObject | null }>(findRoute, [
    tx.caller.workspace,
    id,
  ]);
  return row;
}

function viewDetail(row: DetailRow): MessageDetail {
  return {
    ...viewMessage(row),
    status: standingOf(row),
    conversation_id: row.conversation_id,
    attempts: row.attempts,
    hops: row.hops,
    ...(row.grants === null ? {} : { grants: row.grants }),
    reply_by: row.reply_by?.toISOString() ?? null,
    timings: {
      accepted_at: row.accepted_at.toISOString(),
      started_at: row.started_at?.toISOString() ?? null,
      settled_at: row.settled_at?.toISOString() ?? null,
      waited_ms: between(row.accepted_at, row.started_at),
      duration_ms: between(row.started_at, row.settled_at),
    },
    tokens: { input: row.tokens_in, output: row.tokens_out },
    cost: row.cost === null ? null : row.cost / 1e9,
    model: row.model,
    agent_version: row.agent_version,
    error: row.error === null ? null : { ...row.error },
    cancellation: viewCancellation(row),
    replies: row.replies,
  };
}

function standingOf({ running, waiting, status }: DetailRow): MessageStatus {
  if (running) return 'processing';
  return waiting ? 'waiting' : status;
}

function viewCancellation(row: DetailRow): MessageDetail['cancellation'] {
  if (row.cancel_requested_at === null) return null;
  return {
    requested_at: row.cancel_requested_at.toISOString(),
    requested_by: row.cancelled_by ?? 'system',
    reason: row.cancel_reason,
    because_of: row.cancel_via,
  };
}

/** The API stamps arrivals, Postgres the rest: a few milliseconds of skew must not go below zero. */
function between(from: Date | null, to: Date | null): number | null {
  if (from === null || to === null) return null;
  return Math.max(0, to.getTime() - from.getTime());
}
