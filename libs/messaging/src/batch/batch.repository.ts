import type { BatchAccepted, BatchCounts, MessageStatus, SentItem } from '#protocol';
import type { Statement, Tx } from '#platform';
import { answers } from '../conversation/answers.js';
import { messageColumns, type MessageRow } from '../conversation/message-view.js';
import { isParked } from '../mailbox/due.js';
import { messageIdsOf } from './batch-answer.js';

const insert: Statement = {
  name: 'batch.insert',
  text: `
    insert into batches
      (workspace_id, id, principal, fingerprint, accepted, refused, hops, message_ids, results, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

const columns = `id, principal, fingerprint, accepted, refused, message_ids, created_at, completed_at,
  created_at::text as place`;

const find: Statement = {
  name: 'batch.find',
  text: `select ${columns}, results from batches where workspace_id = $1 and id = $2`,
};

/** Index batches_recent. */
const list: Statement = {
  name: 'batch.list',
  text: `
    select ${columns} from batches
    where workspace_id = $1 and ($2::text is null or principal = $2)
      and ($3::timestamptz is null or (created_at, id) < ($3::timestamptz, $4))
    order by created_at desc, id desc limit $5`,
};

/** Of an open message, what its mailbox says: indexes messages_pk, mailboxes_pk, messages_waiting. */
const stateOf = `
  case when m.status <> 'delivered' then m.status
    when b.id is null or m.id <> (
      select w.id from messages w where w.mailbox_id = b.id and w.status = 'delivered'
      order by w.mailbox_seq limit 1) then 'delivered'
    when b.lease_until > clock_timestamp() then 'processing'
    when ${isParked('b')} and b.wake_at > clock_timestamp() then 'waiting'
    else 'delivered' end`;

const ofIds = `
  from unnest($2::text[]) n(id)
  join messages m on m.workspace_id = $1 and m.id = n.id
  left join mailboxes b on b.id = m.mailbox_id and m.status = 'delivered'
    and (b.lease_until > clock_timestamp() or b.parked_at is not null)`;

const countStates: Statement = {
  name: 'batch.count-states',
  text: `select ${stateOf} as state, count(*)::int as count ${ofIds} group by 1`,
};

/** With the first answer, as whoever waits gets it. */
const readOutcomes: Statement = {
  name: 'batch.read-outcomes',
  text: `
    select q.message_id, q.state, r.* from (
      select m.id as message_id, m.outdated_reply_id, ${stateOf} as state ${ofIds}) q
    left join messages o on o.workspace_id = $1 and o.id = q.outdated_reply_id
    left join lateral (
      select ${messageColumns} from messages m
      join messages a on a.workspace_id = $1 and a.id = q.message_id
      where ${answers('m', 'a')} and m.seq > coalesce(o.seq, 0)
      order by m.seq limit 1) r on true`,
};

/** A batch about to be written. */
export interface NewBatch {
  readonly id: string;
  readonly fingerprint: string;
  readonly hops: number;
  readonly answer: BatchAccepted;
}

export interface BatchRow extends Record<string, unknown> {
  readonly id: string;
  readonly principal: string;
  readonly fingerprint: string;
  readonly accepted: number;
  readonly refused: number;
  readonly message_ids: string[];
  readonly created_at: Date;
  readonly completed_at: Date | null;
  /** `created_at` with its microseconds, for cursors. */
  readonly place: string;
}

export interface BatchWithResults extends BatchRow {
  readonly results: SentItem[];
}

/** How a message of a batch stands; the columns of its reply are empty without one. */
export interface OutcomeRow extends MessageRow, Record<string, unknown> {
  readonly message_id: string;
  readonly state: MessageStatus;
}

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  const { accepted, refused, results, timestamp } = batch.answer;
  await tx.rows(insert, [
    ...[tx.caller.workspace, batch.id, tx.caller.principal, batch.fingerprint],
    ...[accepted, refused, batch.hops, messageIdsOf(results), JSON.stringify(results), timestamp],
  ]);
}

export async function findBatch(tx: Tx, id: string): Promise<BatchWithResults | undefined> {
  const [row] = await tx.rows<BatchWithResults>(find, [tx.caller.workspace, id]);
  return row;
}

/** Newest first; `principal`: only what they sent. */
export async function listBatches(
  tx: Tx,
  principal: string | undefined,
  after: readonly string[] | undefined,
  limit: number,
): Promise<BatchRow[]> {
  const [at = null, id = null] = after ?? [];
  return tx.rows<BatchRow>(list, [tx.caller.workspace, principal ?? null, at, id, limit]);
}

export async function countByState(tx: Tx, ids: readonly string[]): Promise<BatchCounts> {
  const rows = await tx.rows<{ state: keyof BatchCounts; count: number }>(countStates, [
    tx.caller.workspace,
    ids,
  ]);
  const none = { delivered: 0, processing: 0, waiting: 0 };
  const ended = { completed: 0, failed: 0, expired: 0, cancelled: 0 };
  return { ...none, ...ended, ...Object.fromEntries(rows.map((row) => [row.state, row.count])) };
}

export async function readOutcomesOf(tx: Tx, ids: readonly string[]): Promise<OutcomeRow[]> {
  return tx.rows<OutcomeRow>(readOutcomes, [tx.caller.workspace, ids]);
}
