import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';

/** Everything that hangs on an entity goes with it. */
const clear: Statement = {
  name: 'memory.clear',
  text: `
    with gone as (
      delete from memory_entities
      where workspace_id = $1 and place = $2 and ($3::text[] is null or type = any($3))
      returning id),
    facts as (delete from memory_observations o using gone where o.entity_id = gone.id),
    vectors as (delete from memory_embeddings v using gone where v.entity_id = gone.id),
    uses as (delete from memory_uses u using gone where u.entity_id = gone.id),
    links as (
      delete from memory_relations r
      where r.from_id in (select id from gone) or r.to_id in (select id from gone)
      returning r.id)
    select (select count(*)::int from gone) as entities,
      (select count(*)::int from links) as relations`,
};

/** Deletes what is in a place, or of it only some types. Not to be undone. */
export async function clearPlace(
  tx: Tx,
  place: Place,
  types: readonly string[] | undefined,
): Promise<{ entities: number; relations: number }> {
  const [row] = await tx.rows<{ entities: number; relations: number }>(clear, [
    workspaceOf(place, tx.caller.workspace),
    place,
    types ?? null,
  ]);
  return row ?? { entities: 0, relations: 0 };
}
