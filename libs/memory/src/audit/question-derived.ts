import type { Tx } from '#platform';
import { retellEntities } from '../write/retell.repository.js';
import { changeFacts, entitiesOf, lockEntitiesOf } from './change.repository.js';
import { everywhere, findDerivedFacts, findFacts, type Fact } from './fact.repository.js';

/** One write puts no more facts before people than these. */
const most = 1_000;

/** What was derived from facts that hold no more waits for people: it may be as wrong as they are. */
export async function questionDerived(tx: Tx, superseded: readonly string[]): Promise<void> {
  if (superseded.length === 0) return;
  const derived = await findDerivedFacts(tx, everywhere, superseded, most);
  await putBeforePeople(tx, derived, 'what it was derived from gave way to a newer fact');
}

/** A new fact, and what it was derived from. */
interface NewFact {
  readonly id: string;
  readonly derivedFrom?: readonly string[] | undefined;
}

/** What is derived from facts that were taken back already waits for people from the first. */
export async function questionUnfounded(tx: Tx, added: readonly NewFact[]): Promise<void> {
  const origins = new Set(added.flatMap(({ derivedFrom = [] }) => derivedFrom));
  if (origins.size === 0) return;
  const found = await findFacts(tx, everywhere, [...origins]);
  const gone = new Set(found.filter(({ state }) => state === 'retracted').map(({ id }) => id));
  const unfounded = added.filter(({ derivedFrom = [] }) => derivedFrom.some((id) => gone.has(id)));
  const ids = unfounded.map(({ id }) => id);
  const facts = ids.length === 0 ? [] : await findFacts(tx, everywhere, ids);
  await putBeforePeople(tx, facts, 'what it was derived from was taken back');
}

async function putBeforePeople(tx: Tx, facts: readonly Fact[], reason: string): Promise<void> {
  if (facts.length === 0) return;
  await lockEntitiesOf(tx, facts);
  const ids = facts.map(({ id }) => id);
  const holding = (await findFacts(tx, everywhere, ids)).filter(({ state }) => state === 'current');
  await changeFacts(
    tx,
    holding.map(({ id }) => ({
      ...{ id, role: 'doubted', state: 'review', superseded_by: null },
      reason,
    })),
  );
  await retellEntities(tx, entitiesOf(holding));
}
