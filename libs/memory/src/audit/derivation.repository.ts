import type { Statement, Tx } from '#platform';
import { everyWorkspace } from '../place.js';

/** What is not known (any more) is nothing to derive from. */
const insertDerivations: Statement = {
  name: 'memory.insert-derivations',
  text: `
    insert into memory_derivations (observation_id, from_id, workspace_id)
    select n.id, o.id, o.workspace_id from jsonb_to_recordset($2::jsonb) as n(id text, "from" text)
    join memory_observations o on o.id = n."from" and o.workspace_id in ($1, '${everyWorkspace}')
    on conflict do nothing`,
};

/** One fact and one that it was derived from. */
export interface Derivation {
  readonly id: string;
  readonly from: string;
}

export async function storeDerivations(tx: Tx, derivations: readonly Derivation[]): Promise<void> {
  if (derivations.length === 0) return;
  await tx.rows(insertDerivations, [tx.caller.workspace, JSON.stringify(derivations)]);
}
