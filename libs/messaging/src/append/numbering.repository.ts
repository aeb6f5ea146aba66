import type { Statement, Tx } from '#platform';
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
    returning id, last_seq, last_event, false as completed`,
};

/** As above for a conversation that exists, in which a message is settled. */
const continueConversation: Statement = {
  name: 'append.continue-conversation',
  text: `
    update conversations c set
      status = case when c.pending + $5 = 0 then 'completed' else 'active' end,
      participants = c.participants || array(
        select p from unnest($3::text[]) p where p <> all (c.participants)),
      message_count = c.message_count + $4,
      pending = c.pending + $5,
      last_seq = c.last_seq + $4,
      last_event = c.last_event + $6 + case when c.pending + $5 = 0 then 1 else 0 end,
      last_activity_at = clock_timestamp()
    where workspace_id = $1 and id = $2
    returning id, last_seq, last_event, pending = 0 as completed`,
};

interface NumberingRow {
  readonly id: string;
  readonly last_seq: string;
  readonly last_event: string;
  readonly completed: boolean;
}

/** Opens or continues the conversations of new mail and takes numbers for it. Locks their rows. */
export async function openForMail(tx: Tx, messages: readonly NewMessage[]): Promise<Numbering[]> {
  const counts = countPerConversation(messages);
  const rows = await tx.rows<NumberingRow>(openConversations, [
    tx.caller.workspace,
    JSON.stringify(counts),
  ]);
  return rows.map(readNumbering);
}

/** What the settling of one message does to its conversation. */
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
  const { conversationId, messages, events, settled } = change;
  const mail = messages.filter(({ agent }) => agent !== undefined).length;
  const participants = messages.flatMap(({ sender, agent, receiver }) => [
    sender,
    ...(agent ? [agent.name] : receiver === undefined ? [] : [receiver]),
  ]);
  const [row] = await tx.rows<NumberingRow>(continueConversation, [
    tx.caller.workspace,
    conversationId,
    [...new Set(participants)],
    messages.length,
    mail - settled,
    messages.length + events,
  ]);
  if (row === undefined) throw new Error(`Conversation ${conversationId} has mail but no row.`);
  return readNumbering(row);
}

function readNumbering(row: NumberingRow): Numbering {
  return {
    conversationId: row.id,
    lastSeq: Number(row.last_seq),
    lastEvent: Number(row.last_event),
    completed: row.completed,
  };
}
