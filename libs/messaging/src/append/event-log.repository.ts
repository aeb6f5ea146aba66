import type { LoggedEvent } from '#protocol';
import type { Caller, Statement, Tx } from '#platform';
import type { NewMessage } from '../new-message.js';
import { numberPerKey } from './number-messages.js';
import type { Numbering } from './numbering.repository.js';

/** Where those listen who deliver. */
export const deliveriesTopic = 'webhook_deliveries';

/** A message or a fact, to be written to a conversation's log under the next number. */
export interface LogEntry extends LoggedEvent {
  readonly conversationId: string;
  readonly messageId?: string;
}

/**
 * What webhooks are to be told is written with the events themselves: both or neither (#webhooks delivers it).
 * Without webhooks it costs one look into an empty index, webhooks_enabled.
 */
const insertEvents: Statement = {
  name: 'append.insert-events',
  text: `
    with logged as (
      insert into events (workspace_id, conversation_id, seq, type, message_id, data, at)
      select $1, n.conversation, n.seq, n.type, n.message, n.data, coalesce(n.at, clock_timestamp())
      from jsonb_to_recordset($2::jsonb) as n(conversation text, seq bigint, type text, message text,
         data jsonb, at timestamptz)
      returning conversation_id, seq, type, message_id)
    insert into webhook_deliveries (id, workspace_id, webhook_id, type, conversation_id, event_seq)
    select 'whd-' || gen_random_uuid(), w.workspace_id, w.id, l.type, l.conversation_id, l.seq
    from webhooks w join logged l on l.type = any(w.log_types)
    where w.workspace_id = $1 and w.status = 'enabled'
      and webhook_wants(w, l.conversation_id, l.message_id)
    order by l.conversation_id, l.seq
    returning number`,
};

/** Writes facts to the logs of their conversations, under the numbers taken for them. */
export async function logEvents(
  tx: Tx,
  entries: readonly LogEntry[],
  numberings: readonly Numbering[],
): Promise<void> {
  const logging = loggingOf(tx.caller, entries, numberings);
  if (logging !== undefined) announceDeliveries(tx, await tx.rows(...logging));
}

/** The same, to be said together with something else; nothing when there are no facts. */
export function loggingOf(
  { workspace }: Caller,
  entries: readonly LogEntry[],
  numberings: readonly Numbering[],
): readonly [Statement, readonly unknown[]] | undefined {
  const completions = numberings.filter(({ completed }) => completed);
  const all: LogEntry[] = [
    ...entries,
    ...completions.map(({ conversationId }) => ({
      conversationId,
      type: 'conversation.completed' as const,
      data: {},
    })),
  ];
  if (all.length === 0) return undefined;
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
  return [insertEvents, [workspace, JSON.stringify(rows)]];
}

/** Whoever delivers to webhooks is told when the log queued something for them. */
export function announceDeliveries(tx: Tx, queued: readonly unknown[]): void {
  if (queued.length > 0) tx.announce(deliveriesTopic);
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
