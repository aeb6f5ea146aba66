import type { Statement, Tx } from '#platform';
import type { Place } from '../place.js';
import type { Lesson, NewLesson, Said } from './lesson.js';

const insertLesson: Statement = {
  name: 'memory.insert-lesson',
  text: `
    insert into memory_lessons (workspace_id, place, message_id, agent_id, agent_name, agent_version,
      conversation_id, said, tainted)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

/** The oldest that are due; whoever works on one holds it by a lease. */
const claimLessons: Statement = {
  name: 'memory.claim-lessons',
  text: `
    with due as (
      select id from memory_lessons
      where lease_until < clock_timestamp() and not_before <= clock_timestamp()
      order by id limit $1 for update skip locked)
    update memory_lessons l set
      attempts = l.attempts + 1, lease_token = $2,
      lease_until = clock_timestamp() + $3::int * interval '1 ms'
    from due where l.id = due.id
    returning l.id, l.workspace_id, l.place, l.message_id, l.agent_id, l.agent_name,
      l.agent_version, l.conversation_id, l.said, to_json(l.said_at) as said_at, l.attempts,
      l.lease_token, l.tainted`,
};

/** The fence: no row means that somebody else has taken it up, or is done with it. */
const closeLesson: Statement = {
  name: 'memory.close-lesson',
  text: `delete from memory_lessons where id = $1 and lease_token = $2 returning id`,
};

const postponeLesson: Statement = {
  name: 'memory.postpone-lesson',
  text: `
    update memory_lessons set lease_until = '-infinity', lease_token = null, error = $4,
      not_before = clock_timestamp() + $3::int * interval '1 ms'
    where id = $1 and lease_token = $2`,
};

interface LessonRow {
  readonly id: string;
  readonly workspace_id: string;
  readonly place: Place;
  readonly message_id: string;
  readonly agent_id: string;
  readonly agent_name: string;
  readonly agent_version: number;
  readonly conversation_id: string;
  readonly said: Said;
  readonly said_at: string;
  readonly attempts: number;
  readonly lease_token: string;
  readonly tainted: boolean;
}

export async function addLesson(tx: Tx, lesson: NewLesson): Promise<void> {
  await tx.rows(insertLesson, [
    tx.caller.workspace,
    lesson.place,
    lesson.messageId,
    lesson.agentId,
    lesson.agentName,
    lesson.agentVersion,
    lesson.conversationId,
    lesson.said,
    lesson.isTainted,
  ]);
}

export async function takeLessons(
  tx: Tx,
  terms: { readonly limit: number; readonly token: string; readonly leaseMs: number },
): Promise<Lesson[]> {
  const values = [terms.limit, terms.token, terms.leaseMs];
  const rows = await tx.rows<LessonRow & Record<string, unknown>>(claimLessons, values);
  return rows.map(toLesson).sort((a, b) => Number(a.id) - Number(b.id));
}

/** False: it is in other hands, and nothing may be written. */
export async function endLesson(tx: Tx, { id, token }: Lesson): Promise<boolean> {
  return (await tx.rows(closeLesson, [id, token])).length > 0;
}

export async function putOffLesson(
  tx: Tx,
  { id, token }: Lesson,
  how: { readonly delayMs: number; readonly error: string },
): Promise<void> {
  await tx.rows(postponeLesson, [id, token, how.delayMs, how.error]);
}

function toLesson(row: LessonRow): Lesson {
  return {
    id: row.id,
    workspace: row.workspace_id,
    place: row.place,
    messageId: row.message_id,
    agentId: row.agent_id,
    agentName: row.agent_name,
    agentVersion: row.agent_version,
    conversationId: row.conversation_id,
    said: row.said,
    saidAt: row.said_at,
    attempts: row.attempts,
    token: row.lease_token,
    isTainted: row.tainted,
  };
}
