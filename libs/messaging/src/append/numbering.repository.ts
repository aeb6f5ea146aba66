import type { Caller, Statement, Tx } from '#platform';
import type { NewMessage } from '../new-message.js';
import { countPerConversation } from './number-messages.js';

/** What a conversation's row says after this transaction took its numbers from it. */
export interface Numbering {
  readonly conversationId: string;
  /** The last message number given; the messages of this transaction end with it. */
  readonly lastSeq: number;
  /** The last event number given. */
  readonly lastEvent: number;
  /** Whether nothing is pending any more; the last event number then is the completion's. */
  readonly completed: boolean;
}

const openConversations: Statement = {
  name: 'append.open-conversations',
  text: `
    insert into conversations as c
      (workspace_id, id, participants, message_count, pending, last_seq, last_event)
    select $1, n.id, n.participants, n.messages, n.pending, n.messages, n.events
    from jsonb_to_recordset($2::jsonb)
      as n(id text, participants text[], messages int, pending int, events int)
    order by n.id
    on conflict (workspace_id, id) do update set
      status = 'active',
      participants = c.participants || array(
        select p from unnest(excluded.participants) p where p <> all (c.participants)),
      message_count = c.message_count + excluded.message_count,
      pending = c.pending + excluded.pending,
      last_seq = c.last_seq + excluded.last_seq,
      last_event = c.last_event + excluded.last_event,
      last_activity_at = clock_timestamp()
    returning id, last_seq, last_event, false as completed, pg_current_xact_id()::text as transaction`,
};

/** For SQL: what is added to a conversation under the name c. */
const added = (name: string): string => `($3::jsonb -> c.id ->> '${name}')::int`;

/**
 * As above for conversations that exist, in which messages are settled. The rows are looked up by their
 * keys, however the planner guesses: what is added to each is in one object by conversation.
 */
const continueConversations: Statement = {
  name: 'append.continue-by-key',
  text: `
    update conversations c set
      status = case when c.pending + ${added('pending')} = 0 then 'completed' else 'active' end,
      participants = c.participants || array(
        select p from jsonb_array_elements_text($3::jsonb -> c.id -> 'participants') p
        where p <> all (c.participants)),
      message_count = c.message_count + ${added('messages')},
      pending = c.pending + ${added('pending')},
      last_seq = c.last_seq + ${added('messages')},
      last_event = c.last_event + ${added('events')}
        + case when c.pending + ${added('pending')} = 0 then 1 else 0 end,
      last_activity_at = clock_timestamp()
    where c.workspace_id = $1 and c.id = any ((select $2::text[])::text[])
    returning c.id, c.last_seq, c.last_event, c.pending = 0 as completed`,
};

interface NumberingRow {
  readonly id: string;
  readonly last_seq: string;
  readonly last_event: string;
  readonly completed: boolean;
}

interface OpenedRow extends NumberingRow {
  /** The transaction that took the numbers. */
  readonly transaction: string;
}

/** Opens or continues the conversations of new mail and takes numbers for it (`readNumberings`). Locks their rows. */
export function openingFor(
  { workspace }: Caller,
  messages: readonly NewMessage[],
): readonly [Statement, readonly unknown[]] {
  return [openConversations, [workspace, JSON.stringify(countPerConversation(messages))]];
}

export function readNumberings(rows: readonly Record<string, unknown>[]): Numbering[] {
  return (rows as unknown as readonly NumberingRow[]).map(readNumbering);
}

/** The transaction in which conversations were opened: a later snapshot tells whether it saw it. */
export function readTransaction(rows: readonly Record<string, unknown>[]): string {
  const [row] = rows as unknown as readonly OpenedRow[];
  return row?.transaction ?? '';
}

/** What the settling of messages does to its conversation. */
export interface Continuation {
  readonly conversationId: string;
  readonly messages: readonly NewMessage[];
  /** Facts logged besides the messages' own arrival. */
  readonly events: number;
  /** Waiting messages that end here; below zero: that begin to wait again. */
  readonly settled: number;
}

/** Takes numbers in a conversation that exists. Locks its row. */
export async function continueForSettlement(tx: Tx, change: Continuation): Promise<Numbering> {
  const [numbering] = await continueForSettlements(tx, [change]);
  if (numbering === undefined) throw lost(change.conversationId);
  return numbering;
}

/** Takes numbers in several, whose rows the transaction has locked. */
export async function continueForSettlements(
  tx: Tx,
  settled: readonly Continuation[],
): Promise<Numbering[]> {
  return readContinued(settled, await tx.rows(...continuingFor(tx.caller, settled)));
}

/** The same, to be said together with something else; `readContinued` reads its rows. */
export function continuingFor(
  { workspace }: Caller,
  settled: readonly Continuation[],
): readonly [Statement, readonly unknown[]] {
  const changes = settled.map(toChange).map(({ id, ...change }) => [id, change] as const);
  const ids = changes.map(([id]) => id);
  return [continueConversations, [workspace, ids, JSON.stringify(Object.fromEntries(changes))]];
}

/** Thrown when a conversation that has mail is gone. */
export function readContinued(
  settled: readonly Continuation[],
  rows: readonly Record<string, unknown>[],
): Numbering[] {
  const numberings = readNumberings(rows);
  const known = new Set(numberings.map(({ conversationId }) => conversationId));
  const missing = settled.find(({ conversationId }) => !known.has(conversationId));
  if (missing !== undefined) throw lost(missing.conversationId);
  return numberings;
}

interface Change {
  readonly id: string;
  readonly participants: readonly string[];
  readonly messages: number;
  readonly pending: number;
  readonly events: number;
}

function toChange({ conversationId: id, messages, events, settled }: Continuation): Change {
  const mail = messages.filter(({ agent }) => agent !== undefined).length;
  const participants = messages.flatMap(({ sender, agent, receiver }) => [
    sender,
    ...(agent ? [agent.name] : receiver === undefined ? [] : [receiver]),
  ]);
  return {
    ...{ id, participants: [...new Set(participants)], messages: messages.length },
    ...{ pending: mail - settled, events: messages.length + events },
  };
}

function lost(id: string): Error {
  return new Error(`Conversation ${id} has mail but no row.`);
}

function readNumbering(row: NumberingRow): Numbering {
  return {
    conversationId: row.id,
    lastSeq: Number(row.last_seq),
    lastEvent: Number(row.last_event),
    completed: row.completed,
  };
}
