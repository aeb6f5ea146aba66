import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';
import type { NewMemory } from './new-memory.js';

/** Indexes memory_entities_recent and memory_entities_name. */
const readRoom: Statement = {
  name: 'memory.read-room',
  text: `
    select
      (select count(*) from memory_entities
        where workspace_id = $1 and place = $2 and state = 'current')::int as entities,
      (select coalesce(array_agg(name), '{}') from memory_entities
        where workspace_id = $1 and place = $2 and state = 'current' and name = any($3::text[]))
        as known`,
};

/**
 * Those of the memories for which there is room: what is known may always grow, new things only up to
 * so many entities of the place.
 */
export async function keepWithin(
  tx: Tx,
  place: Place,
  memories: readonly NewMemory[],
  most: number | undefined,
): Promise<NewMemory[]> {
  if (most === undefined || memories.length === 0) return [...memories];
  const names = [...new Set(memories.map(({ name }) => name))];
  const [row] = await tx.rows<{ entities: number; known: string[] }>(readRoom, [
    workspaceOf(place, tx.caller.workspace),
    place,
    names,
  ]);
  const { entities = 0, known = [] } = row ?? {};
  const fresh = names.filter((name) => !known.includes(name));
  const admitted = new Set([...known, ...fresh.slice(0, Math.max(0, most - entities))]);
  return memories.filter(({ name }) => admitted.has(name));
}
