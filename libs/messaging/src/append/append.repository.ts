import { apiClient } from '#protocol';
import type { Caller, Statement, Tx } from '#platform';
import type { MailedMailbox, NewMessage } from '../new-message.js';
import { countPerMailbox, numberPerKey } from './number-messages.js';
import type { Numbering } from './numbering.repository.js';

/**
 * The one routine that writes messages into conversations, for clients (ingest) and for agents
 * (the commit of a turn). Rows are locked in one order everywhere: conversations by id, then
 * mailboxes by agent and conversation. A mailbox gets mail only under its conversation's lock, so
 * two writers can never wait for each other.
 */

/**
 * Where mail waits already, its bell has been rung or somebody is at work: whoever holds the mailbox sees
 * this mail at the next commit, for both lock the row. So nobody rings again, and the time of the last
 * ring stays: the sweeper finds a lost bell as soon as if this mail had not come.
 */
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
      rung_at = case when b.pending > 0 then least(b.rung_at, excluded.rung_at)
        else excluded.rung_at end
    returning id, agent_id, conversation_id, last_seq, pending`,
};

const insertMessages: Statement = {
  name: 'append.insert-messages',
  text: `
    insert into messages
      (workspace_id, id, conversation_id, seq, mailbox_id, mailbox_seq, performative, sender,
       receiver, reply_to, capability, agent_id, routed_to, in_reply_to, content, metadata, route,
       fingerprint, status, settled_at, hops, cause_id, root_id, sent_by, grants, supersedes_id, reply_by,
       accepted_at, traceparent)
    select $1, n.id, n.conversation, n.seq, n.mailbox, n.mailbox_seq, n.performative, n.sender,
       n.receiver, n.reply_to, n.capability, n.agent, n.routed_to, n.in_reply_to, n.content,
       n.metadata, n.route, n.fingerprint,
       case when n.handed then 'completed' else 'delivered' end,
       case when n.handed then clock_timestamp() end, n.hops, n.cause,
       c.root_id, coalesce(c.sent_by, case when n.sender = '${apiClient}' then $3::text end),
       coalesce(n.grants, c.grants), n.supersedes,
       least(n.reply_by, clock_timestamp() + n.timeout_ms * interval '1 ms'), n.accepted_at,
       n.traceparent
    from jsonb_to_recordset($2::jsonb) as n(id text, conversation text, seq bigint, mailbox bigint,
       mailbox_seq bigint, performative text, sender text, receiver text, reply_to text,
       capability text, agent text, routed_to text, in_reply_to text, content jsonb,
       metadata jsonb, route jsonb, fingerprint text, hops int, handed boolean, cause text, grants jsonb,
       supersedes text, reply_by timestamptz, timeout_ms float8, accepted_at timestamptz,
       traceparent text)
    left join lateral (
      select coalesce(m.root_id, m.id) as root_id, m.sent_by, m.grants from messages m
      where n.cause is not null and m.workspace_id = $1 and m.id = n.cause limit 1) c on true`,
};

/** A statement with all of its values. */
type WholeCall = readonly [Statement, readonly unknown[]];

interface MailboxRow {
  readonly id: string;
  readonly agent_id: string;
  readonly conversation_id: string;
  readonly last_seq: string;
  readonly pending: number;
}

/** Writes numbered messages into the mailboxes of their agents and says where to ring. */
export async function putMessages(
  tx: Tx,
  messages: readonly NewMessage[],
  numberings: readonly Numbering[],
): Promise<MailedMailbox[]> {
  if (messages.length === 0) return [];
  const filling = fillingFor(tx.caller, messages);
  const filled = filling === undefined ? [] : await tx.rows(...filling);
  const { writing, rings } = writingOf(tx.caller, messages, numberings, filled);
  await tx.rows(...writing);
  return rings;
}

/** Makes room in the mailboxes of messages; nothing for messages that have none. */
export function fillingFor(
  { workspace }: Caller,
  messages: readonly NewMessage[],
): WholeCall | undefined {
  const counts = countPerMailbox(messages);
  return counts.length === 0 ? undefined : [fillMailboxes, [workspace, JSON.stringify(counts)]];
}

/** Writes messages into what was made room in. */
export function writingOf(
  { workspace, principal }: Caller,
  messages: readonly NewMessage[],
  numberings: readonly Numbering[],
  filled: readonly Record<string, unknown>[],
): { readonly writing: WholeCall; readonly rings: MailedMailbox[] } {
  const mailboxes = readMailboxes(messages, filled as unknown as readonly MailboxRow[]);
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
  return {
    writing: [insertMessages, [workspace, JSON.stringify(rows), principal]],
    rings: whereToRing(messages, mailboxes),
  };
}

interface FilledMailbox {
  readonly id: string;
  readonly lastSeq: number;
  /** Nothing waited here before. */
  readonly wasEmpty: boolean;
}

function readMailboxes(
  messages: readonly NewMessage[],
  rows: readonly MailboxRow[],
): Map<string, FilledMailbox> {
  const added = new Map(
    countPerMailbox(messages).map(({ agent, conversation, messages: n }) => [
      `${agent} ${conversation}`,
      n,
    ]),
  );
  return new Map(
    rows.map(({ id, agent_id, conversation_id, last_seq, pending }) => {
      const key = `${agent_id} ${conversation_id}`;
      const wasEmpty = pending === added.get(key);
      return [key, { id, lastSeq: Number(last_seq), wasEmpty }];
    }),
  );
}

function whereToRing(
  messages: readonly NewMessage[],
  mailboxes: ReadonlyMap<string, FilledMailbox>,
): MailedMailbox[] {
  const rung = new Map<string, MailedMailbox>();
  for (const message of messages) {
    const mailbox = mailboxes.get(mailboxKey(message));
    if (mailbox?.wasEmpty !== true || rung.has(mailbox.id)) continue;
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
    handed: message.isHanded,
    // Only mail can be cancelled or cause anything; an answer for a client need not be found.
    cause: message.agent === undefined ? undefined : message.causeId,
    grants: message.grants,
    supersedes: message.supersedes,
    reply_by: message.replyBy,
    timeout_ms: message.timeoutMs,
    accepted_at: message.acceptedAt,
    traceparent: message.traceparent,
  };
}
