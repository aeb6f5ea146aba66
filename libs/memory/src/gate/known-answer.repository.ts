import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';

/** Lessons of one place that are learned in the same moment would not see each other. */
const lockLessons: Statement = {
  name: 'memory.lock-lessons-of-place',
  text: `select pg_advisory_xact_lock(hashtextextended('memory.lessons:' || $1 || ':' || $2, 0))`,
};

/** Beyond so many answers in the same words nobody looks for the same one. */
const most = 50;

/** Those with the words of a text, and that of one name; indexes memory_entities_words, _name. */
const findAnswers: Statement = {
  name: 'memory.find-answers',
  text: `
    select m.name, o.content from memory_entities m join memory_observations o on o.entity_id = m.id
    where m.workspace_id = $1 and m.place = $2 and m.state = 'current'
      and (m.name = $4 or m.words @@ plainto_tsquery('simple', $5))
      and o.predicate = $3 and o.state = 'current'
    order by (m.name = $4) desc, o.id limit ${String(most)}`,
};

/** A fact that holds in answer to a question, and the name of what it is about. */
export interface KnownAnswer {
  readonly name: string;
  readonly content: string;
}

/** Until the transaction ends nobody else learns in this place. */
export async function lockLearning(tx: Tx, place: Place): Promise<void> {
  await tx.rows(lockLessons, [workspaceOf(place, tx.caller.workspace), place]);
}

/** What answers a question in a place: under a name, and under any name in these words. */
export async function findKnownAnswers(
  tx: Tx,
  place: Place,
  { predicate, name, words }: { predicate: string; name: string; words: string },
): Promise<KnownAnswer[]> {
  const workspace = workspaceOf(place, tx.caller.workspace);
  const values = [workspace, place, predicate, name, words];
  return tx.rows<KnownAnswer & Record<string, unknown>>(findAnswers, values);
}
