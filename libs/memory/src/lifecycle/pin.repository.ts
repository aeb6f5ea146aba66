import type { Statement, Tx } from '#platform';
import { workspaceOf, type Place } from '../place.js';

/** Index memory_entities_name. Pinning is no news about the entity: it does not make it younger. */
const pin: Statement = {
  name: 'memory.pin',
  text: `
    update memory_entities set pinned = $4
    where workspace_id = $1 and place = $2 and name = $3 returning id`,
};

/** Whether there is such an entity. What is pinned is kept by every rule of retention. */
export async function pinEntity(
  tx: Tx,
  place: Place,
  name: string,
  isPinned: boolean,
): Promise<boolean> {
  const values = [workspaceOf(place, tx.caller.workspace), place, name, isPinned];
  return (await tx.rows(pin, values)).length > 0;
}
