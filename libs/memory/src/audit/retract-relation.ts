import { createId, type Tx } from '#platform';
import { readRelation, type WholeRelation } from '../graph/relation-history.repository.js';
import type { Place } from '../place.js';
import { lockEntitiesOf } from './change.repository.js';
import { everywhere, findFacts, type Fact } from './fact.repository.js';
import { planRetraction } from './plan-retraction.js';
import { applyChanges, mostChanged, tooManyLearned, type Correction } from './retract.js';
import { takeRelation } from './retracted-relation.repository.js';
import { storeRetraction } from './retraction.repository.js';
import { findFactsLearnedWith } from './use.repository.js';

/** A relation to be taken back, and why. */
export interface RelationRetractionOrder {
  /** Where it must be. */
  readonly places: readonly Place[];
  readonly relation: string;
  readonly reason?: string | undefined;
  /** Whether what was learned in turns that it led to something in is to be looked at again. */
  readonly doubtLearned?: boolean | undefined;
}

/** What came of it. */
export type RelationRetractionOutcome =
  | (Correction & {
      readonly kind: 'retracted';
      readonly id: string;
      readonly relation: WholeRelation;
    })
  | { readonly kind: 'unknown' }
  /** It was taken back already. */
  | { readonly kind: 'settled'; readonly relation: WholeRelation };

/**
 * Takes one relation back: it is followed no more, and its last version ends. What it was is kept, to be
 * undone. Part of the caller's transaction.
 * @throws {ProtocolError} INVALID_REQUEST: too much was learned beside it
 */
export async function retractRelation(
  tx: Tx,
  { places, relation: wanted, reason, doubtLearned }: RelationRetractionOrder,
): Promise<RelationRetractionOutcome> {
  const known = await readRelation(tx, places, wanted);
  if (known === undefined) return { kind: 'unknown' };
  const id = createId('ret');
  const doubted = doubtLearned === true ? await lockLearned(tx, wanted) : [];
  const isTaken = await takeRelation(tx, id, wanted);
  const relation = await readRelation(tx, places, wanted);
  if (relation === undefined) return { kind: 'unknown' };
  if (!isTaken) return { kind: 'settled', relation };
  const changes = planRetraction({
    ...{ named: [], derived: [], superseded: [], holding: [] },
    doubted,
  });
  await storeRetraction(tx, { id, place: relation.place, reason: reason ?? null }, changes);
  return { kind: 'retracted', id, relation, ...(await applyChanges(tx, changes, places)) };
}

/** As it stands under the locks. Entities are locked before relations, as everywhere. */
async function lockLearned(tx: Tx, id: string): Promise<Fact[]> {
  const terms = { subject: 'relation', id, except: [], limit: mostChanged + 1 } as const;
  const found = await findFactsLearnedWith(tx, everywhere, terms);
  if (found.length > mostChanged) throw tooManyLearned();
  await lockEntitiesOf(tx, found);
  return findFacts(
    tx,
    everywhere,
    found.map((fact) => fact.id),
  );
}
