import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import { holdsNow } from '../graph/relation-time.js';
import type { Kinship } from './rank-memories.js';

/**
 * What is related to given entities, both ways, in the places asked for, now, with the strongest relation that
 * ties the two; indexes memory_relations_once and memory_relations_to.
 */
const findKin: Statement = {
  name: 'memory.find-kin',
  text: `
    select k.id, k.relative, max(k.strength) as strength,
      (array_agg(k.relation order by k.strength desc, k.relation))[1] as relation,
      (array_agg(k.tainted order by k.strength desc, k.relation))[1] as "isTainted" from (
      select r.id as relation, r.to_id as id, r.from_id as relative, r.strength, r.tainted
      from memory_relations r
      where r.from_id = any($3::text[]) and r.strength >= $4 and ${holdsNow('r')}
      union all
      select r.id, r.from_id, r.to_id, r.strength, r.tainted from memory_relations r
      where r.to_id = any($3::text[]) and r.strength >= $4 and ${holdsNow('r')}) k
    join memory_entities m on m.id = k.id
    where m.workspace_id in ($1, '${everyWorkspace}') and m.place = any($2::text[])
      and m.state = 'current'
      and ${holdsNow('m')}
    group by k.id, k.relative order by max(k.strength) desc, k.id, k.relative limit $5`,
};

/** Where to look, from what, and along what. */
interface KinTerms {
  readonly places: readonly Place[];
  readonly ids: readonly string[];
  readonly minStrength: number;
  readonly limit: number;
}

export async function findRelatives(tx: Tx, terms: KinTerms): Promise<Kinship[]> {
  const { places, ids, minStrength, limit } = terms;
  if (ids.length === 0) return [];
  return tx.rows<Kinship & Record<string, unknown>>(findKin, [
    tx.caller.workspace,
    places,
    ids,
    minStrength,
    limit,
  ]);
}
