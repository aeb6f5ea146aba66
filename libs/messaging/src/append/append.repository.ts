import type { LoggedEvent } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { MailedMailbox, NewMessage } from '../new-message.js';
import { countPerConversation, countPerMailbox, numberPerKey } from './number-messages.js';

/**
 * The one routine that writes messages into conversations, for clients (ingest) and for agents
 * (the commit of a turn). Rows are locked in one order everywhere: conversations by id, then
 * mailboxes by agent and conversation. A mailbox gets mail only under its conversation's lock, so
 * two writers can never wait for each other.
 */

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

/** A message or a fact, to be written to a conversation's log under the next number. */
export interface LogEntry extends LoggedEvent {
  readonly conversationId: string;
  readonly messageId?: string;
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

const fillMailboxes: Statement = {
  name: 'append.fill-mailboxes',
  text: `
    insert into mailboxes as b
      (workspace_id, agent_id, conversation_id, pending, last_seq, rung_at)
    select $1, n.agent, n.conversation, n.messages, n.messages, clock_timestamp()
    from jsonb_to_recordset($2::jsonb) as n(agent text, conversation text, messages int)
    order by n.conversation, n.agent
    on conflict (agent_id, conversation_id) do update set
      pending = b.pending + excluded.pending,
      last_seq = b.last_seq + excluded.last_seq,
      rung_at = excluded.rung_at
    returning id, agent_id, conversation_id, last_seq`,
};

const insertMessages: Statement = {
  name: 'append.insert-messages',
  text: `
    insert into messages
      (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq, performative, sender,
       receiver, reply_to, capability, agent_id, routed_to, in_reply_to, content, metadata, route,
       fingerprint, status, hops, cause_id, supersedes_id, reply_by, accepted_at)
    select $1, n.id, n.conversation, n.seq, n.mailbox, n.mailbox_seq, n.performative, n.sender,
       n.receiver, n.reply_to, n.capability, n.agent, n.routed_to, n.in_reply_to, n.content,
       n.metadata, n.route, n.fingerprint, 'delivered', n.hops, n.cause,
       n.supersedes,
       least(n.reply_by, clock_timestamp() + n.timeout_ms * interval '1 ms'), n.accepted_at
    from jsonb_to_recordset($2::jsonb) as n(id text, conversation text, seq bigint, mailbox bigint,
       mailbox_seq bigint, performative text, sender text, receiver text, reply_to text,
       capability text, agent text, routed_to text, in_reply_to text, content jsonb,
       metadata jsonb, route jsonb, fingerprint text, hops int, cause text, supersedes text, reply_by timestamptz,
       timeout_ms float8, accepted_at timestamptz)`,
};

const insertEvents: Statement = {
  name: 'append.insert-events',
  text: `
    insert into events (workspace_id, conversation_id, seq, type, message_id, data, at)
    select $1, n.conversation, n.seq, n.type, n.message, n.data, coalesce(n.at, clock_timestamp())
    from jsonb_to_recordset($2::jsonb) as n(conversation text, seq bigint, type text, message text,
       data jsonb, at timestamptz)`,
};

interface NumberingRow {
  readonly id: string;
  readonly last_seq: string;
  readonly last_event: string;
  readonly completed: boolean;
}

interface MailboxRow {
  readonly id: string;
  readonly agent_id: string;
  readonly conversation_id: string;
  readonly last_seq: string;
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

/** Writes numbered messages into the mailboxes of their agents and says where to ring. */
export async function putMessages(
  tx: Tx,
  messages: readonly NewMessage[],
  numberings: readonly Numbering[],
): Promise<MailedMailbox[]> {
  if (messages.length === 0) return [];
  const mailboxes = await fill(tx, messages);
  const seqs = numberPerKey(
    messages.map(({ conversationId }) => conversationId),
    new Map(numberings.map(({ conversationId, lastSeq }) => [conversationId, lastSeq])),
  );
  const keys = messages.map(mailboxKey);
  const mailboxSeqs = numberPerKey(
    keys,
    new Map([...mailboxes].map(([key, { lastSeq }]) => [key, lastSeq])),
  );
  const rows = messages.map((message, index) =>
    toRow(message, seqs[index], mailboxes.get(keys[index] ?? '')?.id, mailboxSeqs[index]),
  );
  await tx.rows(insertMessages, [tx.caller.workspace, JSON.stringify(rows)]);
  return whereToRing(messages, mailboxes);
}

/** Writes facts to the logs of their conversations, under the numbers taken for them. */
export async function logEvents(
  tx: Tx,
  entries: readonly LogEntry[],
  numberings: readonly Numbering[],
): Promise<void> {
  const completions = numberings.filter(({ completed }) => completed);
  const all: LogEntry[] = [
    ...entries,
    ...completions.map(({ conversationId }) => ({
      conversationId,
      type: 'conversation.completed' as const,
      data: {},
    })),
  ];
  if (all.length === 0) return;
  const seqs = numberPerKey(
    all.map(({ conversationId }) => conversationId),
    new Map(numberings.map(({ conversationId, lastEvent }) => [conversationId, lastEvent])),
  );
  const rows = all.map(({ conversationId, messageId, type, data, at }, index) => ({
    conversation: conversationId,
    seq: seqs[index],
    type,
    message: messageId,
    data,
    at,
  }));
  await tx.rows(insertEvents, [tx.caller.workspace, JSON.stringify(rows)]);
}

/** The log entry that tells of a message's arrival. Its content is read from the message. */
export function arrivalOf(message: NewMessage): LogEntry {
  return {
    conversationId: message.conversationId,
    messageId: message.id,
    type: message.event,
    data: {},
    at: message.acceptedAt,
  };
}

interface FilledMailbox {
  readonly id: string;
  readonly lastSeq: number;
}

async function fill(tx: Tx, messages: readonly NewMessage[]): Promise<Map<string, FilledMailbox>> {
  const counts = countPerMailbox(messages);
  if (counts.length === 0) return new Map();
  const rows = await tx.rows<MailboxRow>(fillMailboxes, [
    tx.caller.workspace,
    JSON.stringify(counts),
  ]);
  return new Map(
    rows.map((row) => [
      `${row.agent_id} ${row.conversation_id}`,
      { id: row.id, lastSeq: Number(row.last_seq) },
    ]),
  );
}

function whereToRing(
  messages: readonly NewMessage[],
  mailboxes: ReadonlyMap<string, FilledMailbox>,
): MailedMailbox[] {
  const rung = new Map<string, MailedMailbox>();
  for (const message of messages) {
    const mailbox = mailboxes.get(mailboxKey(message));
    if (mailbox === undefined || rung.has(mailbox.id)) continue;
    rung.set(mailbox.id, { mailboxId: mailbox.id, capability: message.capability });
  }
  return [...rung.values()];
}

function mailboxKey({ agent, conversationId }: NewMessage): string {
  return agent === undefined ? '' : `${agent.id} ${conversationId}`;
}

function toRow(
  message: NewMessage,
  seq: number | undefined,
  mailbox: string | undefined,
  mailboxSeq: number | undefined,
): Record<string, unknown> {
  return {
    id: message.id,
    conversation: message.conversationId,
    seq,
    mailbox,
    mailbox_seq: mailbox === undefined ? undefined : mailboxSeq,
    performative: message.performative,
    sender: message.sender,
    receiver: message.receiver,
    reply_to: message.replyTo,
    capability: message.capability,
    agent: message.agent?.id,
    routed_to: message.agent?.name,
    in_reply_to: message.inReplyTo,
    content: message.content,
    metadata: message.metadata,
    route: message.route,
    fingerprint: message.fingerprint,
    hops: message.hops,
    // Only mail can be cancelled or cause anything; an answer for a client need not be found.
    cause: message.agent === undefined ? undefined : message.causeId,
    supersedes: message.supersedes,
    reply_by: message.replyBy,
    timeout_ms: message.timeoutMs,
    accepted_at: message.acceptedAt,
  };
}

function readNumbering(row: NumberingRow): Numbering {
  return {
    conversationId: row.id,
    lastSeq: Number(row.last_seq),
    lastEvent: Number(row.last_event),
    completed: row.completed,
  };
}
