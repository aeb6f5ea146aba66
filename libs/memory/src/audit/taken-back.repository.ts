import type { Statement, Tx } from '#platform';
import type { Place } from '../place.js';
import { findRelationsTakenBack, type TakenRelation } from './retracted-relation.repository.js';
import { factColumns, inSight, type Fact } from './fact.repository.js';

/** Those that are in sight, what was named first; index memory_retracted_facts_pk. */
const findFacts: Statement = {
  name: 'memory.find-taken-back',
  text: `
    select * from (
      select f.retraction_id, ${factColumns},
        row_number() over (partition by f.retraction_id order by f.role desc, o.id) as rank,
        count(*) over (partition by f.retraction_id)::int as total
      from memory_retracted_facts f
      join memory_observations o on o.id = f.observation_id join memory_entities m on m.id = o.entity_id
      where f.retraction_id = any($3::text[]) and f.role in ('named', 'derived') and ${inSight}) t
    where rank <= $4 order by retraction_id, rank`,
};

/** What a retraction took back, as far as it is in sight and was not forgotten since. */
export interface TakenBack {
  /** What was named, then what was derived from it. */
  readonly facts: readonly Fact[];
  /** Of facts; the list may hold fewer. */
  readonly total: number;
  readonly relations: readonly TakenRelation[];
}

/** Of each of the retractions, in their order. */
export async function findTakenBack(
  tx: Tx,
  places: readonly Place[],
  retractions: readonly string[],
  limit: number,
): Promise<TakenBack[]> {
  const values = [tx.caller.workspace, places, retractions, limit];
  const rows = await tx.rows<
    Fact & { retraction_id: string; total: number } & Record<string, unknown>
  >(findFacts, values);
  const taken = await findRelationsTakenBack(tx, places, retractions);
  return retractions.map((id) => {
    const facts = rows.filter(({ retraction_id }) => retraction_id === id);
    const relations = taken.filter(({ retraction_id }) => retraction_id === id);
    return { facts, total: facts[0]?.total ?? 0, relations };
  });
}
