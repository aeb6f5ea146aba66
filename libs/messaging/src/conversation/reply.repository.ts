import type { AwaitedDecision, MessageStatus, MessageView } from '#protocol';
import type { Statement, Tx } from '#platform';
import { isParked } from '../mailbox/due.js';
import { answers } from './answers.js';
import { messageColumns, viewMessage, type MessageRow } from './message-view.js';
import { decisionsFor, readWaits, waitingFor } from './waits.repository.js';

/**
 * Indexes messages_pk, mailboxes_pk and messages_replies. Of a message that was put back, only what came after the
 * reply of before counts. The ids come as JSON and each is looked up by itself, so that one plan serves any number of
 * them: with an array Postgres planned anew at every call (1.1 ms beside 0.3 ms of work).
 */
const findWithReplies: Statement = {
  name: 'message.find-with-replies',
  text: `
    select q.id as asked, q.status as standing, q.conversation_id, coalesce(
      q.status = 'delivered' and b.is_waiting and q.id = (
        select w.id from messages w where w.mailbox_id = q.mailbox_id and w.status = 'delivered'
        order by w.mailbox_seq limit 1), false) as waiting, r.*
    from jsonb_array_elements_text($2::jsonb) n(id)
    cross join lateral (
      select m.workspace_id, m.id, m.status, m.conversation_id, m.mailbox_id, m.hops, m.outdated_reply_id
      from messages m where m.workspace_id = $1 and m.id = n.id limit 1) q
    left join lateral (
      select ${isParked('m')} and m.wake_at > clock_timestamp() as is_waiting
      from mailboxes m where m.id = q.mailbox_id limit 1) b on true
    left join lateral (
      select ${messageColumns} from messages m
      where ${answers('m', 'q')} and m.seq > coalesce((
        select o.seq from messages o
        where o.workspace_id = q.workspace_id and o.id = q.outdated_reply_id), 0)
      order by m.seq limit 1) r on true`,
};

type StandingRow = Record<string, unknown> & {
  readonly asked: string;
  readonly standing: MessageStatus;
  readonly conversation_id: string;
  readonly waiting: boolean;
} & (MessageRow | { readonly id: null });

/** How a message stands for whoever waits for its reply. */
export interface Standing {
  readonly status: MessageStatus;
  readonly conversationId: string | undefined;
  /** The first one. */
  readonly reply: MessageView | undefined;
}

/** How messages stand, each with its first reply, in the order of their ids. */
export async function findStandings(tx: Tx, ids: readonly string[]): Promise<Standing[]> {
  const rows = await tx.rows<StandingRow>(findWithReplies, [
    tx.caller.workspace,
    JSON.stringify(ids),
  ]);
  const found = new Map(rows.map((row) => [row.asked, readStanding(row)]));
  return ids.map(
    (id) => found.get(id) ?? { status: 'delivered', conversationId: undefined, reply: undefined },
  );
}

/** What people have to decide before a suspended message can be answered. */
export async function findDecisions(
  tx: Tx,
  conversationId: string,
  messageId: string,
): Promise<{ waiting_for?: AwaitedDecision[] }> {
  return waitingFor(decisionsFor(await readWaits(tx, conversationId), messageId));
}

function readStanding(row: StandingRow): Standing {
  const { conversation_id: conversationId } = row;
  if (row.waiting) return { status: 'waiting', conversationId, reply: undefined };
  const reply = row.id === null ? undefined : viewMessage(row);
  return { status: row.standing, conversationId, reply };
}
