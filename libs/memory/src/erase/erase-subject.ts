import type { Tx } from '#platform';
import { everywhere, findDerivedFacts } from '../audit/fact.repository.js';
import { everyWorkspace } from '../place.js';
import { retellEntities } from '../write/retell.repository.js';
import {
  dropLessonsById,
  eachEntity,
  eachFact,
  eraseEntitiesById,
  eraseFactsById,
  readLessonTexts,
  wipeMetadataOf,
  withoutEffect,
} from './erase.repository.js';
import { hashOf, mentions, wordsOf } from './subject.js';
import { dropTombstone, lockForErasure, storeTombstone } from './tombstone.repository.js';

/** Somebody or something that is to be erased. */
export interface Erasure {
  readonly subject: string;
  /** Whether memories that all workspaces share are searched as well. */
  readonly includeGlobal: boolean;
  /** Whether only to tell what would go. */
  readonly isDryRun: boolean;
}

/** What went, or would go. */
export interface Erased {
  readonly entities: number;
  readonly facts: number;
  readonly relations: number;
  /** Ids of the entities that lost facts: their vectors are to be made anew. */
  readonly touched: readonly string[];
}

/** What is found of a subject. */
interface Traces {
  readonly entities: readonly string[];
  readonly facts: readonly string[];
  /** Of other entities. */
  readonly metadata: readonly string[];
  /** Turns that are still to be learned from. */
  readonly lessons: readonly string[];
}

/** One erasure follows no more consequences than these. */
const most = 10_000;

/**
 * Erases a subject from every memory of the caller's workspace: what bears its name, every fact that
 * names it, in whatever state, what was derived from those, and turns that are still to be learned from. A hash is left of the name, so that it is
 * not learned again. Part of the caller's transaction; writes wait for it.
 */
export async function eraseSubject(tx: Tx, erasure: Erasure): Promise<Erased> {
  const words = wordsOf(erasure.subject);
  const workspaces = workspacesOf(tx, erasure.includeGlobal);
  await lockForErasure(tx, workspaces);
  const traces = await findTraces(tx, workspaces, words);
  if (erasure.isDryRun) {
    const erased = await withoutEffect(tx, () => erase(tx, workspaces, traces));
    return { ...erased, touched: [] };
  }
  for (const workspace of workspaces) {
    const hash = hashOf(workspace, words);
    await storeTombstone(tx, workspace, { hash, words: words.length });
  }
  return erase(tx, workspaces, traces);
}

/** Lets a subject be learned again. Whether it was erased. */
export async function liftErasure(
  tx: Tx,
  subject: string,
  includeGlobal: boolean,
): Promise<boolean> {
  let lifted = false;
  for (const workspace of workspacesOf(tx, includeGlobal)) {
    lifted = (await dropTombstone(tx, workspace, hashOf(workspace, wordsOf(subject)))) || lifted;
  }
  return lifted;
}

function workspacesOf(tx: Tx, includeGlobal: boolean): string[] {
  return includeGlobal ? [everyWorkspace, tx.caller.workspace] : [tx.caller.workspace];
}

async function findTraces(
  tx: Tx,
  workspaces: readonly string[],
  subject: readonly string[],
): Promise<Traces> {
  const name = subject.join(' ');
  const entities: string[] = [];
  const metadata: string[] = [];
  for await (const rows of eachEntity(tx, workspaces)) {
    for (const row of rows) {
      if (wordsOf(row.name).join(' ') === name) entities.push(row.id);
      else if (mentions(row.text, subject)) metadata.push(row.id);
    }
  }
  const facts: string[] = [];
  for await (const rows of eachFact(tx, workspaces)) {
    facts.push(...rows.filter(({ text }) => mentions(text, subject)).map(({ id }) => id));
  }
  const derived = await findDerivedFacts(tx, everywhere, facts, most);
  const lessons = (await readLessonTexts(tx, workspaces)).filter((row) =>
    mentions(row.text, subject),
  );
  return {
    entities,
    metadata,
    lessons: lessons.map(({ id }) => id),
    facts: [...facts, ...derived.map(({ id }) => id)],
  };
}

async function erase(
  tx: Tx,
  workspaces: readonly string[],
  { entities, facts, metadata, lessons }: Traces,
): Promise<Erased> {
  const lost = await eraseFactsById(tx, workspaces, facts);
  const gone = await eraseEntitiesById(tx, workspaces, [...entities, ...lost.bare]);
  await wipeMetadataOf(tx, workspaces, metadata);
  await dropLessonsById(tx, workspaces, lessons);
  await retellEntities(tx, lost.touched);
  return {
    entities: gone.entities,
    facts: lost.facts + gone.facts,
    relations: gone.relations,
    touched: lost.touched,
  };
}
