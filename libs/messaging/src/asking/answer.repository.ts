import { isTainted, type JsonObject, type Performative } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { NewMessage } from '../new-message.js';

/** Of these messages, the questions that somebody waited for the answer to, answered or not. */
const findAwaited: Statement = {
  name: 'answer.find-awaited',
  text: `
    select question_id, message_id, asker_mailbox_id from awaited_answers
    where workspace_id = $1 and question_id = any ($2::text[])`,
};

/** The first answer counts. */
const take: Statement = {
  name: 'answer.take',
  text: `
    update awaited_answers a set reply_id = n.reply, is_good = n.good, answered_at = clock_timestamp()
    from jsonb_to_recordset($2::jsonb) as n(question text, reply text, good boolean)
    where a.workspace_id = $1 and a.question_id = n.question and a.answered_at is null`,
};

/** Questions of a message since it was accepted or put back, with their answers; in the order asked. */
const ofMessage: Statement = {
  name: 'answer.of-message',
  text: `
    select a.question_id, a.request_hash, a.agent, a.capability, a.wanted, a.is_good, a.error,
      a.wait_until <= clock_timestamp() as is_late,
      r.performative, r.content, r.metadata
    from awaited_answers a
    join messages m on m.workspace_id = a.workspace_id and m.id = a.message_id
    left join messages r on r.workspace_id = a.workspace_id and r.id = a.reply_id
    where a.workspace_id = $1 and a.message_id = $2
      and a.asked_at > coalesce(m.requeued_at, '-infinity')
    order by a.asked_at, a.question_id`,
};

/** Acts that say that the work was not done. */
const badActs: ReadonlySet<Performative> = new Set(['failure', 'refuse', 'not_understood']);

/** A question whose answer somebody waits for, or waited for. */
export interface Awaited extends Record<string, unknown> {
  readonly question_id: string;
  readonly message_id: string;
  readonly asker_mailbox_id: string;
}

/** What is known of an answer. */
export type Reply = Pick<NewMessage, 'id' | 'inReplyTo' | 'performative'>;

/** A question as the turn that asked it sees it. */
export interface AnswerStanding {
  readonly questionId: string;
  readonly requestHash: string;
  readonly agent: string;
  readonly capability: string | undefined;
  readonly wanted: number;
  /** It is not waited for any longer. */
  readonly isLate: boolean;
  /** Whoever answered had read content from outside. */
  readonly isTainted: boolean;
  /** Absent: not answered. */
  readonly isGood: boolean | undefined;
  readonly performative: Performative | undefined;
  readonly content: JsonObject | undefined;
}

interface StandingRow extends Record<string, unknown> {
  readonly question_id: string;
  readonly request_hash: string;
  readonly agent: string;
  readonly capability: string | null;
  readonly wanted: number;
  readonly is_good: boolean | null;
  readonly is_late: boolean;
  readonly metadata: JsonObject | null;
  readonly error: JsonObject | null;
  readonly performative: Performative | null;
  readonly content: JsonObject | null;
}

export async function findAwaitedOf(tx: Tx, questionIds: readonly string[]): Promise<Awaited[]> {
  return tx.rows<Awaited>(findAwaited, [tx.caller.workspace, questionIds]);
}

export async function takeAnswers(tx: Tx, replies: readonly Reply[]): Promise<void> {
  const rows = replies.map(({ id, inReplyTo, performative }) => ({
    question: inReplyTo,
    reply: id,
    good: !badActs.has(performative),
  }));
  await tx.rows(take, [tx.caller.workspace, JSON.stringify(rows)]);
}

export async function readAnswersOf(
  tx: Tx,
  workspace: string,
  messageId: string,
): Promise<AnswerStanding[]> {
  const rows = await tx.rows<StandingRow>(ofMessage, [workspace, messageId]);
  return rows.map((row) => ({
    questionId: row.question_id,
    requestHash: row.request_hash,
    ...{ agent: row.agent, wanted: row.wanted, isLate: row.is_late },
    isTainted: isTainted(row.metadata),
    capability: row.capability ?? undefined,
    isGood: row.is_good ?? undefined,
    performative: row.performative ?? undefined,
    content: row.content ?? row.error ?? undefined,
  }));
}
