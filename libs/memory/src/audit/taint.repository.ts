import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';
import { inSight } from './fact.repository.js';

/** Index memory_observations_pk. */
const ofFact: Statement = {
  name: 'memory.taint-fact',
  text: `
    update memory_observations o set tainted = $4 from memory_entities m
    where o.id = $3 and m.id = o.entity_id and ${inSight} returning o.id`,
};

/** Every fact that holds or waits of the nearest entity; indexes memory_entities_name, memory_observations_of. */
const ofEntity: Statement = {
  name: 'memory.taint-entity',
  text: `
    update memory_observations o set tainted = $4
    where o.state in ('current', 'review') and o.entity_id = (
      select m.id from memory_entities m where m.name = $3 and m.state = 'current' and ${inSight}
      order by array_position($2::text[], m.place) limit 1)
    returning o.id`,
};

/** Index memory_relations_pk. */
const ofRelation: Statement = {
  name: 'memory.taint-relation',
  text: `
    update memory_relations r set tainted = $4
    where r.id = $3 and r.workspace_id in ($1, '${everyWorkspace}') and r.place = any($2::text[])
    returning r.id`,
};

/** What people say of the taint of something, by its id or name. */
export interface TaintOrder {
  readonly id: string;
  readonly isTainted: boolean;
}

type SetTaint = (tx: Tx, places: readonly Place[], order: TaintOrder) => Promise<boolean>;

const setting =
  (statement: Statement): SetTaint =>
  async (tx, places, { id, isTainted }) =>
    (await tx.rows(statement, [tx.caller.workspace, places, id, isTainted])).length > 0;

/** Whether there is such a fact in these places. */
export const taintFact = setting(ofFact);

/** Whether there is such an entity in these places; its facts bear the taint. */
export const taintEntity = setting(ofEntity);

/** Whether there is such a relation in these places. */
export const taintRelation = setting(ofRelation);
