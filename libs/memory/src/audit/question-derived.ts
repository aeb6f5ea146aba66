import type { Tx } from '#platform';
import { retellEntities } from '../write/retell.repository.js';
import { changeFacts, entitiesOf, lockEntitiesOf } from './change.repository.js';
import { everywhere, findDerivedFacts, findFacts } from './fact.repository.js';

/** One write puts no more facts before people than these. */
const most = 1_000;

/** What was derived from facts that hold no more waits for people: it may be as wrong as they are. */
export async function questionDerived(tx: Tx, superseded: readonly string[]): Promise<void> {
  if (superseded.length === 0) return;
  const derived = await findDerivedFacts(tx, everywhere, superseded, most);
  if (derived.length === 0) return;
  await lockEntitiesOf(tx, derived);
  const ids = derived.map(({ id }) => id);
  const holding = (await findFacts(tx, everywhere, ids)).filter(({ state }) => state === 'current');
  await changeFacts(
    tx,
    holding.map(({ id }) => ({
      ...{ id, role: 'doubted', state: 'review', superseded_by: null },
      reason: 'what it was derived from gave way to a newer fact',
    })),
  );
  await retellEntities(tx, entitiesOf(holding));
}
