/** What a broken rule means to whoever relies on the server. */
type Harm = 'lost' | 'duplicated' | 'reordered' | 'inconsistent' | 'unfinished';

/** Something that must never be found, and the rows that would show it (reliability §2.4, C1–C8). */
export interface Rule {
  readonly check: 'C1' | 'C2' | 'C3' | 'C4' | 'C5' | 'C6' | 'C7' | 'C8';
  readonly harm: Harm;
  /** What it means when there are rows. */
  readonly says: string;
  /** Gives a column `example`. */
  readonly rows: string;
}

/**
 * Read with two tables at hand: `acked (id, mark, conversation, number, capability)`, what senders
 * remember, and `effects (mark, key)`, what the receiver outside remembers.
 */
export const rules: readonly Rule[] = [
  {
    check: 'C1',
    harm: 'lost',
    says: 'An acknowledged message is not stored.',
    rows: `select a.id as example from acked a
      where not exists (select from messages m where m.workspace_id = 'default' and m.id = a.id)`,
  },
  {
    check: 'C1',
    harm: 'duplicated',
    says: 'A message is stored more than once.',
    rows: `select content->>'mark' as example from messages
      where sender = 'api_client' and content ? 'mark' group by 1 having count(*) > 1`,
  },
  {
    check: 'C2',
    harm: 'lost',
    says: 'An acknowledged message has no answer.',
    rows: `select a.mark as example from acked a left join answers n on n.mark = a.mark
      where coalesce(n.answers, 0) = 0`,
  },
  {
    check: 'C2',
    harm: 'duplicated',
    says: 'A message has more than one answer.',
    rows: `select n.mark as example from answers n where n.answers > 1 + n.requeues`,
  },
  {
    check: 'C2',
    harm: 'inconsistent',
    says: 'A message has ended without a time, or has a time and has not ended.',
    rows: `select id as example from messages where mailbox_id is not null
      and (status in ('completed', 'failed', 'expired', 'cancelled')) <> (settled_at is not null)`,
  },
  {
    check: 'C3',
    harm: 'duplicated',
    says: 'Something outside was done under more than one key for one message.',
    rows: `select mark as example from effects group by mark having count(distinct key) > 1`,
  },
  {
    check: 'C3',
    harm: 'lost',
    says: 'A completed message has no effect outside.',
    rows: `select m.content->>'mark' as example from messages m
      where m.capability = 'effect' and m.status = 'completed'
        and m.content->>'mark' not in (select mark from effects)`,
  },
  {
    check: 'C4',
    harm: 'reordered',
    says: 'A mailbox answered a later message before an earlier one.',
    rows: `select id as example from (
        select q.id, m.seq, lag(m.seq) over (partition by q.mailbox_id order by q.mailbox_seq) as before
        from messages q join messages m on m.workspace_id = q.workspace_id and m.in_reply_to = q.id
        where q.mailbox_id is not null and q.status = 'completed' and m.performative <> 'failure') o
      where before >= seq`,
  },
  {
    check: 'C4',
    harm: 'reordered',
    says: 'A mailbox ended a later message before an earlier one.',
    rows: `select id as example from (
        select id, settled_at,
          lag(settled_at) over (partition by mailbox_id order by mailbox_seq) as before
        from messages where mailbox_id is not null and status = 'completed') o
      where before > settled_at`,
  },
  {
    check: 'C4',
    harm: 'reordered',
    says: 'A conversation holds messages in another order than they were sent in.',
    rows: `select mark as example from (
        select a.mark, a.number,
          lag(a.number) over (partition by a.conversation order by m.seq) as before
        from acked a join messages m on m.workspace_id = 'default' and m.id = a.id) o
      where before > number`,
  },
  {
    check: 'C5',
    harm: 'inconsistent',
    says: 'The count of a mailbox is not the number of messages that wait in it.',
    rows: `select b.id::text as example from mailboxes b where b.pending <> (
      select count(*) from messages m where m.mailbox_id = b.id and m.status = 'delivered')`,
  },
  {
    check: 'C5',
    harm: 'inconsistent',
    says: 'The count of a conversation is not the number of messages that wait in it.',
    rows: `select c.id as example from conversations c left join (
        select workspace_id, conversation_id, count(*) as waiting from messages
        where mailbox_id is not null and status = 'delivered' group by 1, 2) w
        on w.workspace_id = c.workspace_id and w.conversation_id = c.id
      where c.pending <> coalesce(w.waiting, 0)`,
  },
  {
    check: 'C6',
    harm: 'inconsistent',
    says: 'A reply answers a message that does not exist.',
    rows: `select m.id as example from messages m
      where m.in_reply_to is not null and m.sender <> 'api_client' and not exists (
        select from messages q where q.workspace_id = m.workspace_id and q.id = m.in_reply_to)`,
  },
  {
    check: 'C6',
    harm: 'duplicated',
    says: 'A message has two replies of one kind.',
    rows: `select m.in_reply_to as example from messages m
      join messages q on q.workspace_id = m.workspace_id and q.id = m.in_reply_to
      where m.sender <> 'api_client'
      group by m.workspace_id, m.in_reply_to, m.performative having count(*) > 1 + max(q.requeues)`,
  },
  {
    check: 'C7',
    harm: 'inconsistent',
    says: 'The events of a conversation have a gap, or a number twice.',
    rows: `select c.id as example from conversations c left join (
        select workspace_id, conversation_id, count(*) as n, min(seq) as least, max(seq) as most
        from events group by 1, 2) e on e.workspace_id = c.workspace_id and e.conversation_id = c.id
      where (coalesce(e.n, 0), coalesce(e.most, 0)) <> (c.last_event, c.last_event) or e.least <> 1`,
  },
  {
    check: 'C7',
    harm: 'inconsistent',
    says: 'The messages of a conversation have a gap, or a number twice.',
    rows: `select c.id as example from conversations c left join (
        select workspace_id, conversation_id, count(*) as n, min(seq) as least, max(seq) as most
        from messages group by 1, 2) m on m.workspace_id = c.workspace_id and m.conversation_id = c.id
      where (coalesce(m.n, 0), coalesce(m.most, 0)) <> (c.last_seq, c.last_seq) or m.least <> 1`,
  },
  {
    check: 'C7',
    harm: 'inconsistent',
    says: 'A conversation in which nothing waits does not say that it is completed.',
    rows: `select c.id as example from conversations c
      where c.pending = 0 and exists (
          select from messages m where m.workspace_id = c.workspace_id
            and m.conversation_id = c.id and m.mailbox_id is not null)
        and (c.status <> 'completed' or not exists (
          select from events e where e.workspace_id = c.workspace_id and e.conversation_id = c.id
            and e.seq = c.last_event and e.type = 'conversation.completed'))`,
  },
  {
    check: 'C8',
    harm: 'unfinished',
    says: 'A message still waits.',
    rows: `select id as example from messages where mailbox_id is not null and status = 'delivered'`,
  },
];
