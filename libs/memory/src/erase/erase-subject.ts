import type { Tx } from '#platform';
import { everywhere, findDerivedFacts } from '../audit/fact.repository.js';
import { everyWorkspace } from '../place.js';
import { retellEntities } from '../write/retell.repository.js';
import {
  dropLessonsById,
  eachEntity,
  eachFact,
  eachReason,
  eraseEntitiesById,
  eraseFactsById,
  readLessonTexts,
  wipeMetadataOf,
  wipeReasonsOf,
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
  /** Retractions for reasons that name it. */
  readonly reasons: readonly string[];
  /** Turns that are still to be learned from. */
  readonly lessons: readonly string[];
}

/** Consequences that one statement reads. */
const portion = 10_000;

/**
 * Erases a subject from every memory of the caller's workspace: whatever has it in its name, every fact that
 * names it, in whatever state, what was derived from those, reasons of retractions that name it, and turns that are
 * still to be learned from. A hash is left of the name, so that it is not learned again. Part of the caller's
 * transaction; writes wait for it.
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
  const isNamedIn = ({ text }: { readonly text: string }): boolean => mentions(text, subject);
  const entities = new Set<string>();
  const metadata: string[] = [];
  for await (const rows of eachEntity(tx, workspaces)) {
    for (const row of rows) {
      if (mentions(row.name, subject)) entities.add(row.id);
      else if (isNamedIn(row)) metadata.push(row.id);
    }
  }
  const facts: string[] = [];
  for await (const rows of eachFact(tx, workspaces)) {
    const found = rows.filter((row) => entities.has(row.entity_id) || isNamedIn(row));
    facts.push(...found.map(({ id }) => id));
  }
  const reasons: string[] = [];
  for await (const rows of eachReason(tx, workspaces)) {
    reasons.push(...rows.filter(isNamedIn).map(({ id }) => id));
  }
  const lessons = (await readLessonTexts(tx, workspaces)).filter(isNamedIn);
  return {
    ...{ entities: [...entities], metadata, reasons },
    lessons: lessons.map(({ id }) => id),
    facts: await withConsequences(tx, facts),
  };
}

/** Facts and all that follows from them, however much that is. */
async function withConsequences(tx: Tx, facts: readonly string[]): Promise<string[]> {
  const all = [...facts];
  for (;;) {
    const derived = await findDerivedFacts(tx, everywhere, all, portion);
    all.push(...derived.map(({ id }) => id));
    if (derived.length < portion) return all;
  }
}

async function erase(
  tx: Tx,
  workspaces: readonly string[],
  { entities, facts, metadata, reasons, lessons }: Traces,
): Promise<Erased> {
  const lost = await eraseFactsById(tx, workspaces, facts);
  const gone = await eraseEntitiesById(tx, workspaces, [...entities, ...lost.bare]);
  await wipeMetadataOf(tx, workspaces, metadata);
  await wipeReasonsOf(tx, workspaces, reasons);
  await dropLessonsById(tx, workspaces, lessons);
  await retellEntities(tx, lost.touched);
  return {
    entities: gone.entities,
    facts: lost.facts + gone.facts,
    relations: gone.relations,
    touched: lost.touched,
  };
}
