import { ProtocolError } from '#protocol';
import { createId, type Tx } from '#platform';
import type { Place } from '../place.js';
import { retellEntities } from '../write/retell.repository.js';
import {
  changeFacts,
  entitiesOf,
  findFactsThatGaveWay,
  findHoldingBeside,
  lockEntitiesOf,
} from './change.repository.js';
import { everywhere, findDerivedFacts, findFacts, type Fact } from './fact.repository.js';
import { isStanding, planRetraction, type FactChange } from './plan-retraction.js';
import { storeRetraction } from './retraction.repository.js';
import { findFactsLearnedWith } from './use.repository.js';

/** Facts to be taken back, and why. */
export interface RetractionOrder {
  /** Where they must be. */
  readonly places: readonly Place[];
  readonly observations: readonly string[];
  readonly reason?: string | undefined;
  /** Whether what was learned in turns that they were shown to is to be looked at again. */
  readonly doubtLearned?: boolean | undefined;
  /** Whether they must be waiting for people. @default false */
  readonly onlyWaiting?: boolean | undefined;
}

/** A fact that was changed, as it stands now. */
export interface ChangedFact {
  readonly fact: Fact;
  readonly change: FactChange;
}

/** What a correction changed. */
export interface Correction {
  /** The facts in sight. */
  readonly changed: readonly ChangedFact[];
  /** Ids of all entities whose vectors are to be made anew. */
  readonly entities: readonly string[];
}

/** What came of it. */
export type RetractionOutcome =
  | (Correction & { readonly kind: 'retracted'; readonly id: string })
  | { readonly kind: 'unknown' }
  /** It gave way or was taken back already. */
  | { readonly kind: 'settled'; readonly fact: Fact };

/** One retraction changes no more facts than these. */
export const mostChanged = 10_000;

/**
 * Takes facts back, with whatever was derived from them anywhere; what had given way to them holds
 * again. Everything it changes is kept as it was, to be undone. Part of the caller's transaction.
 * @throws {ProtocolError} INVALID_REQUEST: it would change too much at once
 */
export async function retractFacts(tx: Tx, order: RetractionOrder): Promise<RetractionOutcome> {
  const wanted = [...new Set(order.observations)];
  const found = await findFacts(tx, order.places, wanted);
  const [first] = found;
  if (first === undefined || found.length < wanted.length) return { kind: 'unknown' };
  const derived = await findDerivedFacts(tx, everywhere, wanted, mostChanged + 1);
  if (derived.length > mostChanged) throw tooManyDerived();
  const learned = order.doubtLearned === true ? await findLearned(tx, wanted, derived) : [];
  await lockEntitiesOf(tx, [...found, ...derived, ...learned]);
  const family = await readAgain(tx, [...found, ...derived, ...learned]);
  const named = family(found);
  const settled = named.find(
    (fact) => !isStanding(fact) || (order.onlyWaiting === true && fact.state !== 'review'),
  );
  if (settled !== undefined) return { kind: 'settled', fact: settled };
  const going = [...named, ...family(derived).filter(isStanding)];
  const superseded = await findFactsThatGaveWay(tx, going);
  const changes = planRetraction({
    ...{ named, derived: family(derived), superseded, doubted: family(learned) },
    holding: await findHoldingBeside(tx, superseded),
  });
  const id = createId('ret');
  await storeRetraction(tx, { id, place: first.place, reason: order.reason ?? null }, changes);
  return { kind: 'retracted', id, ...(await applyChanges(tx, changes, order.places)) };
}

/** Changes facts and tells their entities anew. Gives those in sight, as they stand then. */
export async function applyChanges(
  tx: Tx,
  changes: readonly FactChange[],
  places: readonly Place[],
): Promise<Correction> {
  await changeFacts(tx, changes);
  const ids = changes.map(({ id }) => id);
  const entities = entitiesOf(await findFacts(tx, everywhere, ids));
  await retellEntities(tx, entities);
  const seen = new Map((await findFacts(tx, places, ids)).map((fact) => [fact.id, fact]));
  const changed = changes.flatMap((change) => {
    const fact = seen.get(change.id);
    return fact === undefined ? [] : [{ fact, change }];
  });
  return { changed, entities };
}

async function findLearned(
  tx: Tx,
  named: readonly string[],
  derived: readonly Fact[],
): Promise<Fact[]> {
  const except = [...named, ...derived.map(({ id }) => id)];
  const found: Fact[] = [];
  for (const id of named) {
    const terms = { subject: 'fact', id, except, limit: mostChanged + 1 } as const;
    found.push(...(await findFactsLearnedWith(tx, everywhere, terms)));
    if (found.length > mostChanged) throw tooManyLearned();
  }
  return found;
}

const count = mostChanged.toLocaleString('en');

function tooManyDerived(): ProtocolError {
  const message = `More than ${count} facts were derived from it, which one retraction cannot take back`;
  return new ProtocolError('INVALID_REQUEST', message, {
    suggestion:
      'Retract some of them first: GET /api/v1/memory/observations/{id}/impact tells of them',
  });
}

/** Of a fact or a relation. */
export function tooManyLearned(): ProtocolError {
  const message = `More than ${count} facts were learned beside it, which one retraction cannot put before people`;
  return new ProtocolError('INVALID_REQUEST', message, {
    suggestion: 'Leave review_learned out',
  });
}

/** As they stand under the locks: somebody may have changed them meanwhile. */
async function readAgain(
  tx: Tx,
  facts: readonly Fact[],
): Promise<(wanted: readonly Fact[]) => Fact[]> {
  const ids = [...new Set(facts.map(({ id }) => id))];
  const now = new Map((await findFacts(tx, everywhere, ids)).map((fact) => [fact.id, fact]));
  return (wanted) => wanted.flatMap(({ id }) => now.get(id) ?? []);
}
