import type { Performative } from '#protocol';
import type { Statement, Tx } from '#platform';
import { notAside } from '../mailbox/set-aside.js';

/**
 * Answers that wait as mail behind the very message whose turn waits for them: a worker that knows nothing of
 * questions stored them (ADR-0015). Indexes awaited_answers_open and messages_replies.
 */
const find: Statement = {
  name: 'stray-answer.find',
  text: `
    select a.workspace_id, m.conversation_id, m.id, m.in_reply_to, m.performative,
      a.question_id, a.message_id, a.asker_mailbox_id
    from awaited_answers a
    join messages w on w.workspace_id = a.workspace_id and w.id = a.message_id
      and w.status = 'delivered'
    join messages m on m.workspace_id = a.workspace_id and m.in_reply_to = a.question_id
      and m.status = 'delivered' and m.mailbox_id = a.asker_mailbox_id
    where a.answered_at is null and ${notAside('m', '$2')}
    order by m.seq limit $1`,
};

/** Out of its mailbox, where it is not the head: the message that waits for it is. */
const take: Statement = {
  name: 'stray-answer.take',
  text: `
    with taken as (
      update messages m set status = 'completed', settled_at = clock_timestamp()
      where m.workspace_id = $1 and m.id = $2 and m.status = 'delivered' and exists (
        select 1 from messages w
        where w.workspace_id = $1 and w.id = $3 and w.status = 'delivered')
      returning m.mailbox_id)
    update mailboxes b set pending = b.pending - 1 from taken where b.id = taken.mailbox_id
    returning b.id`,
};

/** An answer in the wrong place, and the question that it belongs to. */
export interface StrayAnswer extends Record<string, unknown> {
  readonly workspace_id: string;
  readonly conversation_id: string;
  readonly id: string;
  readonly in_reply_to: string;
  readonly performative: Performative;
  readonly question_id: string;
  readonly message_id: string;
  readonly asker_mailbox_id: string;
}

export async function findStrayAnswers(
  tx: Tx,
  limit: number,
  aside: readonly string[],
): Promise<StrayAnswer[]> {
  return tx.rows<StrayAnswer>(find, [limit, aside]);
}

/** False: it is there no more, or nobody waits for it. The conversation is locked. */
export async function takeStrayAnswer(
  tx: Tx,
  { id, message_id: asker }: StrayAnswer,
): Promise<boolean> {
  return (await tx.rows(take, [tx.caller.workspace, id, asker])).length > 0;
}
