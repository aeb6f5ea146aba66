import { createId, type Tx } from '#platform';
import { findRelationEnds, storeRelation } from '../graph/relate.repository.js';
import type { NewLesson } from '../learn/lesson.js';
import { addLesson } from '../learn/lesson.repository.js';
import type { NamedRelation } from '../memory.js';
import type { Place } from '../place.js';
import type { NewMemory, Provenance } from '../write/new-memory.js';
import { rememberAll } from '../write/remember-all.js';
import { keepWithin } from '../write/room.repository.js';
import { storeUses, type Used } from './use.repository.js';

/** Something that an agent wants remembered when its turn ends. */
export type Note =
  | { readonly kind: 'remember'; readonly memory: NewMemory }
  | { readonly kind: 'relate'; readonly relation: NamedRelation };

/** What a turn leaves in memory. */
export interface TurnMemories {
  readonly place: Place;
  readonly source: Provenance & { readonly messageId: string };
  /** In the order in which the agent took them. */
  readonly notes: readonly Note[];
  /** What went into the answer. */
  readonly used: Used;
  /** What is to be learned from it, later. */
  readonly lesson?: NewLesson | undefined;
  readonly maxEntries?: number | undefined;
}

/** Writes it in the transaction of the turn's commit: all of it, or nothing with the turn. */
export async function storeTurn(tx: Tx, turn: TurnMemories): Promise<void> {
  const { place, source, notes, used, lesson } = turn;
  const memories = notes.flatMap((note) => (note.kind === 'remember' ? [note.memory] : []));
  const relations = notes.flatMap((note) => (note.kind === 'relate' ? [note.relation] : []));
  const fitting = await keepWithin(tx, place, memories, turn.maxEntries);
  if (fitting.length > 0) await rememberAll(tx, place, fitting, source);
  for (const relation of relations) await relate(tx, place, relation, source);
  await storeUses(tx, source.messageId, used);
  if (lesson !== undefined) await addLesson(tx, lesson);
}

/** An end that was forgotten meanwhile is nothing to relate. */
async function relate(
  tx: Tx,
  place: Place,
  { from, to, ...relation }: NamedRelation,
  source: Provenance,
): Promise<void> {
  const ends = await findRelationEnds(tx, place, [from, to]);
  const [fromId, toId] = [ends.get(from), ends.get(to)];
  if (fromId === undefined || toId === undefined) return;
  await storeRelation(tx, place, { ...relation, id: createId('rel'), fromId, toId }, source);
}
