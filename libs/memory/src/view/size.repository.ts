import type { Statement, Tx } from '#platform';
import { everyWorkspace, type Place } from '../place.js';

const ofPlaces = `workspace_id in ($1, '${everyWorkspace}') and place = any($2::text[])`;

/**
 * What the rows of entities, their facts, their vectors and their relations take, without what indexes add.
 * Indexes memory_entities_recent, memory_observations_of, memory_embeddings_place, memory_relations_place.
 */
const measure: Statement = {
  name: 'memory.measure',
  text: `
    select place, sum(bytes)::float8 as bytes from (
      select place, pg_column_size(m.*) as bytes from memory_entities m where ${ofPlaces}
      union all
      select m.place, pg_column_size(o.*) from memory_entities m
      join memory_observations o on o.entity_id = m.id where m.${ofPlaces}
      union all
      select place, pg_column_size(e.*) from memory_embeddings e where ${ofPlaces}
      union all
      select place, pg_column_size(r.*) from memory_relations r where ${ofPlaces}) rows
    group by place`,
};

/** Bytes by place; a place in which nothing is remembered is not there. */
export async function measurePlaces(tx: Tx, places: readonly Place[]): Promise<Map<Place, number>> {
  const rows = await tx.rows<{ place: Place; bytes: number }>(measure, [
    tx.caller.workspace,
    places,
  ]);
  return new Map(rows.map(({ place, bytes }) => [place, bytes]));
}
