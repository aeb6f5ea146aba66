import type {
  DeadLetterEntry,
  DeadLetterFilter,
  JsonObject,
  MessageStatus,
  Performative,
} from '#protocol';
import type { Statement, Tx } from '#platform';
import { answersTo } from '../conversation/answers.js';

/** What a dead letter is, for SQL: exactly the rows of the index messages_dead. */
export const isDead = `m.status = 'failed' and m.mailbox_id is not null and m.discarded_at is null`;

const columns = `m.id, m.conversation_id, m.status, m.performative, m.sender, m.routed_to,
  m.capability, m.content, m.metadata, m.error, m.attempts, m.crashes, m.requeues, m.reply_by,
  m.accepted_at, m.settled_at, m.requeued_at, m.discarded_at, m.discarded_by, m.history`;

/** When it failed in whole microseconds, which a cursor can hold. */
const place = `(extract(epoch from m.settled_at) * 1000000)::bigint::text`;

const find: Statement = {
  name: 'dead-letter.find',
  text: `
    select ${columns}, ${place} as place, ${answersTo('m')} as replies
    from messages m
    where m.workspace_id = $1 and m.id = $2 and m.mailbox_id is not null
      and (m.status = 'failed' or m.requeues > 0)`,
};

/** A dead letter, or what was one. */
export interface DeadLetterRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly status: MessageStatus;
  readonly performative: Performative;
  readonly sender: string;
  readonly routed_to: string | null;
  readonly capability: string | null;
  readonly content: JsonObject;
  readonly metadata: JsonObject | null;
  readonly error: JsonObject | null;
  readonly attempts: number;
  readonly crashes: number;
  readonly requeues: number;
  readonly reply_by: Date | null;
  readonly accepted_at: Date;
  readonly settled_at: Date | null;
  readonly requeued_at: Date | null;
  readonly discarded_at: Date | null;
  readonly discarded_by: string | null;
  readonly history: readonly DeadLetterEntry[] | null;
  /** When it failed, microseconds since 1970, for cursors. */
  readonly place: string;
}

/** Which part of the dead letters. */
export interface DeadLetterRange {
  readonly filter: DeadLetterFilter;
  /** Newest first is for people; oldest first keeps the order when all are put back. */
  readonly order: 'newest' | 'oldest';
  /** Only what comes after it: the place and the id of a dead letter. */
  readonly after?: readonly string[] | undefined;
  readonly limit: number;
}

const conditions: Readonly<Record<keyof DeadLetterFilter, string>> = {
  agent: 'm.routed_to = ?',
  capability: 'm.capability = ?',
  code: `m.error->>'code' = ?`,
  conversation: 'm.conversation_id = ?',
  since: 'm.settled_at >= ?::timestamptz',
  until: 'm.settled_at < ?::timestamptz',
};

/** Index messages_dead, or messages_in_order for one conversation. */
export async function listDeadLetters(tx: Tx, range: DeadLetterRange): Promise<DeadLetterRow[]> {
  const { statement, values } = composeList(range, tx.caller.workspace);
  return tx.rows<DeadLetterRow & Record<string, unknown>>(statement, values);
}

/** A statement per set of filters, so that Postgres plans each for what it asks. */
export function composeList(
  { filter, order, after, limit }: DeadLetterRange,
  workspace: string,
): { statement: Statement; values: unknown[] } {
  const values: unknown[] = [workspace, limit];
  const put = (value: unknown): string => `$${String(values.push(value))}`;
  const names = (Object.keys(conditions) as (keyof DeadLetterFilter)[]).filter(
    (name) => filter[name] !== undefined,
  );
  const wheres = names.map((name) => conditions[name].replace('?', put(filter[name])));
  if (after !== undefined) {
    const [at, id] = [put(after[0]), put(after[1])];
    wheres.push(
      `(m.settled_at, m.id) < ('epoch'::timestamptz + ${at}::bigint * interval '1 us', ${id})`,
    );
  }
  const direction = order === 'newest' ? 'desc' : 'asc';
  const text = `
    select ${columns}, ${place} as place from messages m
    where ${['m.workspace_id = $1', isDead, ...wheres].join(' and ')}
    order by m.settled_at ${direction}, m.id ${direction} limit $2`;
  const parts = [order, ...names, ...(after === undefined ? [] : ['after'])];
  return { statement: { name: `dead-letter.list.${parts.join('.')}`, text }, values };
}

export async function findDeadLetter(
  tx: Tx,
  id: string,
): Promise<(DeadLetterRow & { readonly replies: string[] }) | undefined> {
  const [row] = await tx.rows<DeadLetterRow & { replies: string[] } & Record<string, unknown>>(
    find,
    [tx.caller.workspace, id],
  );
  return row;
}
