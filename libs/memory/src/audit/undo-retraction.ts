import type { Tx } from '#platform';
import type { Place } from '../place.js';
import { readPolicy } from '../lifecycle/policy.repository.js';
import { findHoldingBeside, lockEntitiesOf } from './change.repository.js';
import { everywhere, findFacts } from './fact.repository.js';
import { planUndo } from './plan-undo.js';
import { applyChanges, type Correction } from './retract.js';
import {
  findRelationsTakenBack,
  giveRelationsBack,
  type TakenRelation,
} from './retracted-relation.repository.js';
import {
  endRetraction,
  lockRetraction,
  readFactsBefore,
  type Retraction,
} from './retraction.repository.js';

/** What came of undoing a retraction. */
export type UndoOutcome =
  | (Correction & {
      readonly kind: 'undone';
      readonly at: Date;
      /** Those in sight that count again. */
      readonly relations: readonly TakenRelation[];
    })
  /** It never was, or is forgotten: retractions are kept for so many days, or for ever. */
  | { readonly kind: 'unknown'; readonly keptForDays: number | null }
  /** It was undone before. */
  | { readonly kind: 'settled'; readonly retraction: Retraction };

/** Puts back what a retraction changed, as far as nobody else changed it since. */
export async function undoRetraction(
  tx: Tx,
  places: readonly Place[],
  id: string,
): Promise<UndoOutcome> {
  const retraction = await lockRetraction(tx, places, id);
  if (retraction === undefined) {
    const { max_retractions_days: keptForDays } = await readPolicy(tx);
    return { kind: 'unknown', keptForDays };
  }
  if (retraction.undone_at !== null) return { kind: 'settled', retraction };
  const before = await readFactsBefore(tx, id);
  const ids = before.map((fact) => fact.id);
  await lockEntitiesOf(tx, await findFacts(tx, everywhere, ids));
  const now = await findFacts(tx, everywhere, ids);
  const facts = now.flatMap((fact) => {
    const then = before.find((one) => one.id === fact.id);
    return then === undefined ? [] : [{ now: fact, before: then }];
  });
  const changes = planUndo(facts, await findHoldingBeside(tx, now));
  const correction = await applyChanges(tx, changes, places);
  const back = new Set(await giveRelationsBack(tx, id));
  const taken = back.size === 0 ? [] : await findRelationsTakenBack(tx, places, [id]);
  const relations = taken.filter((one) => back.has(one.id));
  return { kind: 'undone', at: await endRetraction(tx, id), relations, ...correction };
}
