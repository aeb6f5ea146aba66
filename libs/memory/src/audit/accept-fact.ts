import type { Tx } from '#platform';
import type { Place } from '../place.js';
import { findHoldingBeside, lockEntitiesOf } from './change.repository.js';
import { findFacts, type Fact } from './fact.repository.js';
import type { FactChange } from './plan-retraction.js';
import { applyChanges } from './retract.js';
import { taintFact } from './taint.repository.js';

/** What came of accepting a fact. */
export type AcceptOutcome =
  | {
      readonly kind: 'accepted';
      readonly fact: Fact;
      readonly superseded: readonly Fact[];
      /** Ids of the entities whose vectors are to be made anew. */
      readonly entities: readonly string[];
    }
  | { readonly kind: 'unknown' }
  /** It does not wait: it was accepted, gave way or was taken back. */
  | { readonly kind: 'settled'; readonly fact: Fact };

/** Lets a fact that waited for people hold. It is theirs now; what answered the same question gives way to it. */
export async function acceptFact(
  tx: Tx,
  places: readonly Place[],
  id: string,
): Promise<AcceptOutcome> {
  const found = await findFacts(tx, places, [id]);
  if (found.length === 0) return { kind: 'unknown' };
  await lockEntitiesOf(tx, found);
  const [fact] = await findFacts(tx, places, [id]);
  if (fact === undefined) return { kind: 'unknown' };
  if (fact.state !== 'review') return { kind: 'settled', fact };
  const rivals = (await findHoldingBeside(tx, [fact])).filter(
    ({ predicate }) => predicate !== null && predicate === fact.predicate,
  );
  const changes: FactChange[] = [
    { id, role: 'named', state: 'current', superseded_by: null },
    ...rivals.map((rival) => ({
      ...{ id: rival.id, role: 'named' as const, state: 'superseded' as const, superseded_by: id },
    })),
  ];
  await taintFact(tx, places, { id, isTainted: false });
  const { changed, entities } = await applyChanges(tx, changes, places);
  const [accepted, ...others] = changed;
  if (accepted === undefined) throw new Error('A fact that is locked was lost.');
  const superseded = others.map((one) => one.fact);
  return { kind: 'accepted', fact: accepted.fact, superseded, entities };
}
