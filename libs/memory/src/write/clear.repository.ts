import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';
import { dropEntities, nothingDropped, type Dropped } from './drop-entities.js';

/** Index memory_entities_name. */
const clear: Statement = {
  name: 'memory.clear',
  text: dropEntities(`
    delete from memory_entities
    where workspace_id = $1 and place = $2 and ($3::text[] is null or type = any($3))
    returning id`),
};

/** Index memory_entities_name. */
const forget: Statement = {
  name: 'memory.forget',
  text: dropEntities(`
    delete from memory_entities where workspace_id = $1 and place = $2 and name = $3 returning id`),
};

/** Deletes what is in a place, or of it only some types. Not to be undone. */
export async function clearPlace(
  tx: Tx,
  place: Place,
  types: readonly string[] | undefined,
): Promise<Dropped> {
  const [row] = await tx.rows<Dropped & Record<string, unknown>>(clear, [
    workspaceOf(place, tx.caller.workspace),
    place,
    types ?? null,
  ]);
  return row ?? nothingDropped;
}

/** Deletes one entity of a place. Not to be undone. */
export async function forgetEntity(tx: Tx, place: Place, name: string): Promise<Dropped> {
  const values = [workspaceOf(place, tx.caller.workspace), place, name];
  const [row] = await tx.rows<Dropped & Record<string, unknown>>(forget, values);
  return row ?? nothingDropped;
}
