import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

/**
 * Ends the present version of a relation; the number of the next one is kept for when it counts again. The row
 * is locked first, and only then looked at. Index memory_relations_pk.
 */
const take: Statement = {
  name: 'memory.take-relation',
  text: `
    with known as (
      select r.* from memory_relations r where r.id = $2 and r.state = 'current' for update),
    going as (
      select k.*, greatest(clock_timestamp(), k.changed_at, k.created_at) as at from known k),
    kept as (
      insert into memory_relation_versions
        (relation_id, version, workspace_id, strength, confidence, bidirectional, metadata, valid_from,
         valid_to, created_by, source_message_id, known_from, known_to)
      select g.id, g.version, g.workspace_id, g.strength, g.confidence, g.bidirectional, g.metadata,
        g.valid_from, g.valid_to, coalesce(g.changed_by, g.created_by),
        case when g.changed_by is null then g.source_message_id else g.changed_message_id end,
        coalesce(g.changed_at, g.created_at), g.at
      from going g),
    before as (
      insert into memory_retracted_relations (retraction_id, relation_id, workspace_id, retracted_at)
      select $1, g.id, g.workspace_id, g.at from going g)
    update memory_relations r set
      state = 'retracted', version = r.version + 1, changed_by = $3, changed_message_id = null,
      changed_at = g.at, updated_at = g.at
    from going g where r.id = g.id
    returning r.id`,
};

/** Those that nobody changed since begin a new version. Index memory_retracted_relations_pk. */
const giveBack: Statement = {
  name: 'memory.give-relations-back',
  text: `
    with back as (
      select r.id from memory_retracted_relations f join memory_relations r on r.id = f.relation_id
      where f.retraction_id = $1 and r.state = 'retracted' and r.changed_at = f.retracted_at
      order by r.id for update of r),
    dated as (select back.id, clock_timestamp() as at from back)
    update memory_relations r set
      state = 'current', changed_by = $2, changed_message_id = null,
      changed_at = greatest(d.at, r.changed_at), updated_at = greatest(d.at, r.changed_at)
    from dated d where r.id = d.id
    returning r.id`,
};

/** By the names of their ends, as far as those are in sight; index memory_retracted_relations_pk. */
const findTaken: Statement = {
  name: 'memory.find-relations-taken-back',
  text: `
    select f.retraction_id, r.id, m.name as "from", t.name as "to", r.type, r.place, r.state
    from memory_retracted_relations f join memory_relations r on r.id = f.relation_id
    join memory_entities m on m.id = r.from_id join memory_entities t on t.id = r.to_id
    where f.retraction_id = any($3::text[]) and r.place = any($2::text[])
      and r.workspace_id in ($1, '${everyWorkspace}')
    order by f.retraction_id, r.id`,
};

/** A relation by its ends, as a retraction left it or as it stands by now. */
export interface TakenRelation {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly type: string;
  readonly place: Place;
  readonly state: 'current' | 'retracted';
}

/** Gives whether there was something to take back. */
export async function takeRelation(tx: Tx, retractionId: string, id: string): Promise<boolean> {
  const taken = await tx.rows(take, [retractionId, id, tx.caller.principal]);
  return taken.length > 0;
}

/** Gives the ids of those that count again. */
export async function giveRelationsBack(tx: Tx, retractionId: string): Promise<string[]> {
  const values = [retractionId, tx.caller.principal];
  const rows = await tx.rows<{ id: string }>(giveBack, values);
  return rows.map(({ id }) => id);
}

/** What some retractions took back, as it stands now. */
export async function findRelationsTakenBack(
  tx: Tx,
  places: readonly Place[],
  retractions: readonly string[],
): Promise<(TakenRelation & { readonly retraction_id: string })[]> {
  return tx.rows(findTaken, [tx.caller.workspace, places, retractions]);
}
