import type { Statement, Tx } from '#platform';
import { dropEntities, nothingDropped, type Dropped } from '../write/drop-entities.js';

/** Index memory_entities_pk, from where the last portion ended. */
const readEntityTexts: Statement = {
  name: 'memory.read-entity-texts',
  text: `
    select id, name, metadata::text as text from memory_entities
    where workspace_id = any($1::text[]) and id > $2 order by id limit $3`,
};

/** Index memory_observations_pk, from where the last portion ended. */
const readFactTexts: Statement = {
  name: 'memory.read-fact-texts',
  text: `
    select id, entity_id, content as text from memory_observations
    where workspace_id = any($1::text[]) and id > $2 order by id limit $3`,
};

/** Index memory_retractions_pk, from where the last portion ended. */
const readReasonTexts: Statement = {
  name: 'memory.read-reason-texts',
  text: `
    select id, reason as text from memory_retractions
    where workspace_id = any($1::text[]) and reason is not null and id > $2 order by id limit $3`,
};

const wipeReasons: Statement = {
  name: 'memory.wipe-reasons',
  text: `
    update memory_retractions set reason = null where workspace_id = any($1::text[])
      and id = any($2::text[])`,
};

const eraseEntities: Statement = {
  name: 'memory.erase-entities',
  text: dropEntities(
    `delete from memory_entities where workspace_id = any($1::text[]) and id = any($2::text[])
    returning id`,
  ),
};

/** With what they were derived from, and the reasons that people gave for retracting them. */
const eraseFacts: Statement = {
  name: 'memory.erase-facts',
  text: `
    with gone as (
      delete from memory_observations
      where workspace_id = any($1::text[]) and id = any($2::text[]) returning id, entity_id),
    derivations as (
      delete from memory_derivations d using gone
      where d.observation_id = gone.id or d.from_id = gone.id),
    before as (
      delete from memory_retracted_facts f using gone where f.observation_id = gone.id
      returning f.retraction_id),
    reasons as (
      update memory_retractions r set reason = null from before where r.id = before.retraction_id)
    select entity_id from gone`,
};

/** Why their relations were taken back may name them as well; indexes memory_relations_once, _to, and _of. */
const eraseReasons: Statement = {
  name: 'memory.erase-relation-reasons',
  text: `
    update memory_retractions r set reason = null
    from memory_retracted_relations f join memory_relations l on l.id = f.relation_id
    where r.id = f.retraction_id and r.workspace_id = any($1::text[])
      and (l.from_id = any($2::text[]) or l.to_id = any($2::text[]))`,
};

/** Of those that had facts and have none any more nothing is left to say. */
const findEmpty: Statement = {
  name: 'memory.find-empty',
  text: `
    select m.id from memory_entities m where m.id = any($1::text[])
      and not exists (select from memory_observations o where o.entity_id = m.id)`,
};

const wipeMetadata: Statement = {
  name: 'memory.wipe-metadata',
  text: `
    update memory_entities set metadata = '{}' where workspace_id = any($1::text[])
      and id = any($2::text[])`,
};

/** Turns that are still to be learned from: few, and not for long. */
const readLessons: Statement = {
  name: 'memory.read-lesson-texts',
  text: `
    select id::text, said::text as text from memory_lessons
    where workspace_id = any($1::text[]) order by id`,
};

const dropLessons: Statement = {
  name: 'memory.drop-lessons',
  text: `delete from memory_lessons where workspace_id = any($1::text[]) and id = any($2::bigint[])`,
};

const begin: Statement = { name: 'memory.try-erasure', text: 'savepoint erasure' };
const rollBack: Statement = {
  name: 'memory.take-back-erasure',
  text: 'rollback to savepoint erasure',
};

/** A row that may name a subject. */
interface Text {
  readonly id: string;
  readonly text: string;
}
type EntityText = Text & { readonly name: string };
type FactText = Text & { readonly entity_id: string };

/** Rows that one statement reads. */
const portion = 5_000;

/** Hands over every entity with its metadata, in portions. */
export function eachEntity(
  tx: Tx,
  workspaces: readonly string[],
): AsyncGenerator<readonly EntityText[]> {
  return eachPortion(tx, readEntityTexts, workspaces);
}

/** Hands over every fact, in portions. */
export function eachFact(
  tx: Tx,
  workspaces: readonly string[],
): AsyncGenerator<readonly FactText[]> {
  return eachPortion(tx, readFactTexts, workspaces);
}

/** Hands over every reason that was given for a retraction, in portions. */
export function eachReason(tx: Tx, workspaces: readonly string[]): AsyncGenerator<readonly Text[]> {
  return eachPortion(tx, readReasonTexts, workspaces);
}

async function* eachPortion<Row extends Text>(
  tx: Tx,
  statement: Statement,
  workspaces: readonly string[],
): AsyncGenerator<readonly Row[]> {
  let after = '';
  for (;;) {
    const values = [workspaces, after, portion];
    const rows = await tx.rows<Row & Record<string, unknown>>(statement, values);
    yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < portion) return;
    after = last.id;
  }
}

export async function eraseEntitiesById(
  tx: Tx,
  workspaces: readonly string[],
  ids: readonly string[],
): Promise<Dropped> {
  const values = [workspaces, ids];
  await tx.rows(eraseReasons, values);
  const [row] = await tx.rows<Dropped & Record<string, unknown>>(eraseEntities, values);
  return row ?? nothingDropped;
}

/** Gives the entities that the facts were about; those that have no fact left apart. */
export async function eraseFactsById(
  tx: Tx,
  workspaces: readonly string[],
  ids: readonly string[],
): Promise<{ facts: number; bare: readonly string[]; touched: readonly string[] }> {
  const rows = await tx.rows<{ entity_id: string }>(eraseFacts, [workspaces, ids]);
  const entities = [...new Set(rows.map(({ entity_id }) => entity_id))];
  const bare = (await tx.rows<{ id: string }>(findEmpty, [entities])).map(({ id }) => id);
  const touched = entities.filter((id) => !bare.includes(id));
  return { facts: rows.length, bare, touched };
}

export async function wipeMetadataOf(
  tx: Tx,
  workspaces: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await tx.rows(wipeMetadata, [workspaces, ids]);
}

/** The retractions stay, without a reason. */
export async function wipeReasonsOf(
  tx: Tx,
  workspaces: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await tx.rows(wipeReasons, [workspaces, ids]);
}

/** Turns that are to be learned from. */
export async function readLessonTexts(tx: Tx, workspaces: readonly string[]): Promise<Text[]> {
  return tx.rows<Text & Record<string, unknown>>(readLessons, [workspaces]);
}

export async function dropLessonsById(
  tx: Tx,
  workspaces: readonly string[],
  ids: readonly string[],
): Promise<void> {
  await tx.rows(dropLessons, [workspaces, ids]);
}

/** Does it, to know what comes of it, and takes it back. */
export async function withoutEffect<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.rows(begin);
  const result = await work();
  await tx.rows(rollBack);
  return result;
}
