import type { AwaitedDecision } from '#protocol';
import type { Statement, Tx } from '#platform';
import { isParked } from '../mailbox/due.js';

/**
 * The suspended turns of a conversation, with what people have not decided yet. Indexes mailboxes_parked,
 * messages_waiting and approvals_of_message.
 */
const ofConversation: Statement = {
  name: 'conversation.waits',
  text: `
    select m.id as message_id, m.routed_to as agent, a.id as approval_id, a.name, a.expires_at
    from mailboxes b
    cross join lateral (
      select w.id, w.routed_to, w.cancel_requested_at from messages w
      where w.mailbox_id = b.id and w.status = 'delivered' order by w.mailbox_seq limit 1) m
    left join approvals a on a.workspace_id = b.workspace_id and a.message_id = m.id
      and a.status = 'pending' and a.expires_at > clock_timestamp()
      and m.cancel_requested_at is null
    where b.workspace_id = $1 and b.conversation_id = $2
      and ${isParked('b')} and b.wake_at > clock_timestamp()
    order by a.requested_at, a.id`,
};

interface WaitRow extends Record<string, unknown> {
  readonly message_id: string;
  readonly agent: string | null;
  readonly approval_id: string | null;
  readonly name: string | null;
  readonly expires_at: Date | null;
}

/** By the id of the message whose turn is suspended: what people have to decide about it, perhaps nothing. */
export type Waits = ReadonlyMap<string, readonly AwaitedDecision[]>;

/** What is suspended in a conversation. */
export async function readWaits(tx: Tx, conversationId: string): Promise<Waits> {
  const rows = await tx.rows<WaitRow>(ofConversation, [tx.caller.workspace, conversationId]);
  const waits = new Map<string, AwaitedDecision[]>();
  for (const row of rows) {
    const known = waits.get(row.message_id) ?? [];
    waits.set(row.message_id, [...known, ...decisionOf(row)]);
  }
  return waits;
}

/** What people decide so that a message goes on: what its turn asks, else what those ask that it may wait for. */
export function decisionsFor(waits: Waits, messageId: string): readonly AwaitedDecision[] {
  const own = waits.get(messageId) ?? [];
  return own.length > 0 ? own : allDecisions(waits);
}

/** All that people have to decide in a conversation. */
export function allDecisions(waits: Waits): readonly AwaitedDecision[] {
  return [...waits.values()].flat();
}

/** For an answer: absent where nobody has anything to decide. */
export function waitingFor(decisions: readonly AwaitedDecision[] | undefined): {
  waiting_for?: AwaitedDecision[];
} {
  if (decisions === undefined || decisions.length === 0) return {};
  return { waiting_for: [...decisions] };
}

function decisionOf({
  message_id,
  agent,
  approval_id,
  name,
  expires_at,
}: WaitRow): AwaitedDecision[] {
  if (approval_id === null || expires_at === null) return [];
  return [
    {
      ...{ approval_id, name: name ?? '', agent: agent ?? '', message_id },
      expires_at: expires_at.toISOString(),
      decide_at: `/api/v1/approvals/${approval_id}`,
    },
  ];
}
