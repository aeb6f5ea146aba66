import type { JsonObject } from '#protocol';
import type { Statement, Tx } from '#platform';
import { isParked } from '../mailbox/due.js';
import type { Turn } from '../mailbox/turn.js';
import type { QuestionWanted } from '../suspension/suspension.js';

/** The open questions of parked mailboxes; continues a `reach` of mailboxes by those they wait for. */
const furtherReach = `
      join mailboxes b on b.id = r.box and ${isParked('b')}
      join awaited_answers a on a.asker_mailbox_id = r.box and a.answered_at is null
        and a.mailbox_id is not null
      join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
        and m.status = 'delivered'`;

/**
 * Agents whose mailboxes wait, over however many others, for the one that asks: it would wait for them for
 * ever. Only what is parked waits; index awaited_answers_open. The conversation is locked, so nobody
 * else of it parks meanwhile.
 */
const findEntangled: Statement = {
  name: 'question.find-entangled',
  text: `
    with recursive reach(agent_id, box) as (
      select b.agent_id, b.id from mailboxes b
      where b.workspace_id = $1 and b.conversation_id = $2 and b.agent_id = any ($3::text[])
      union
      select r.agent_id, a.mailbox_id from reach r ${furtherReach})
    select distinct agent_id from reach where box = $4`,
};

/** The messages that ask are stored already, but those that are not put. */
const keep: Statement = {
  name: 'question.keep',
  text: `
    insert into awaited_answers (workspace_id, question_id, message_id, request_hash, agent,
      capability, asker_mailbox_id, mailbox_id, wanted, wait_until, is_good, error, answered_at)
    select $1, n.id, $2, n.hash, n.agent, n.capability, $3, m.mailbox_id, n.wanted,
      least(clock_timestamp() + n.timeout_ms * interval '1 ms', w.reply_by),
      case when n.error is not null then false end, n.error,
      case when n.error is not null then clock_timestamp() end
    from jsonb_to_recordset($4::jsonb) as n(id text, hash text, agent text, capability text,
      wanted int, timeout_ms float8, error json)
    join messages w on w.workspace_id = $1 and w.id = $2
    left join messages m on m.workspace_id = $1 and m.id = n.id`,
};

/**
 * Questions that were put before and whose agents wait, by now, for the one that asked: while its turn ran on
 * it waited for nobody, so they could ask it. They are answered here.
 */
const giveUp: Statement = {
  name: 'question.give-up-entangled',
  text: `
    with recursive reach(origin, box) as (
      select mailbox_id, mailbox_id from awaited_answers
      where workspace_id = $1 and message_id = $2 and request_hash = any ($3::text[])
        and answered_at is null and mailbox_id is not null
      union
      select r.origin, a.mailbox_id from reach r ${furtherReach})
    update awaited_answers a set is_good = false, error = $5, answered_at = clock_timestamp()
    from reach
    where a.workspace_id = $1 and a.message_id = $2 and a.request_hash = any ($3::text[])
      and a.answered_at is null and a.mailbox_id = reach.origin and reach.box = $4`,
};

/**
 * Of the questions that a turn waits for, how they stand: joined when enough good answers have come, or all
 * have. None of a message that has ended: nobody waits for its answers. Index awaited_answers_of_message.
 */
const standing: Statement = {
  name: 'question.standing',
  text: `
    select a.request_hash,
      count(*) filter (where a.is_good) >= max(a.wanted)
        or count(a.answered_at) = count(*) as is_joined,
      (extract(epoch from max(a.wait_until) - clock_timestamp()) * 1000)::float8 as left_ms
    from awaited_answers a join messages m
      on m.workspace_id = a.workspace_id and m.id = a.message_id
    where a.workspace_id = $1 and a.message_id = $2 and m.status = 'delivered'
      and a.asked_at > coalesce(m.requeued_at, '-infinity')
    group by a.request_hash`,
};

/** A question that is not put, because its agent waits for the one that asks. */
const entangled: JsonObject = {
  code: 'ASK_DEADLOCK',
  reason:
    'The agent waits, itself or through others, for the one that asks: nobody would ever answer.',
  retryable: false,
};

/** Ids of agents that must not be asked, and what is answered in their place. */
export async function findEntangledAgents(
  tx: Tx,
  { lease }: Turn,
  agentIds: readonly string[],
): Promise<Map<string, JsonObject>> {
  if (agentIds.length === 0) return new Map();
  const values = [lease.workspace, lease.conversationId, agentIds, lease.mailboxId];
  const rows = await tx.rows<{ agent_id: string }>(findEntangled, values);
  const found = [lease.agentId, ...rows.map((row) => row.agent_id)];
  return new Map(found.map((id) => [id, entangled]));
}

export async function keepQuestions(
  tx: Tx,
  { lease, message }: Turn,
  questions: readonly QuestionWanted[],
  barred: ReadonlyMap<string, JsonObject>,
): Promise<void> {
  const rows = questions.flatMap(({ requestHash, messages, wanted, timeoutMs }) =>
    messages.map(({ id, agent, capability }) => ({
      ...{ id, hash: requestHash, agent: agent?.name ?? '', capability, wanted },
      timeout_ms: timeoutMs,
      error: barred.get(agent?.id ?? ''),
    })),
  );
  if (rows.length === 0) return;
  await tx.rows(keep, [lease.workspace, message.id, lease.mailboxId, JSON.stringify(rows)]);
}

/** Gives up those that would never be answered. */
export async function giveUpEntangled(
  tx: Tx,
  { lease, message }: Turn,
  requestHashes: readonly string[],
): Promise<void> {
  if (requestHashes.length === 0) return;
  const values = [lease.workspace, message.id, requestHashes, lease.mailboxId];
  await tx.rows(giveUp, [...values, JSON.stringify(entangled)]);
}

/** How a question stands. */
export interface QuestionStanding extends Record<string, unknown> {
  readonly request_hash: string;
  readonly is_joined: boolean;
  readonly left_ms: number;
}

export async function readQuestionStandings(
  tx: Tx,
  messageId: string,
): Promise<QuestionStanding[]> {
  return tx.rows<QuestionStanding>(standing, [tx.caller.workspace, messageId]);
}
