import type { Statement, Tx } from '#platform';

/** Index agents_removed_name. What each did when it went is what its last version says. */
const readRemoved: Statement = {
  name: 'agents.read-removed',
  text: `
    select a.id, a.name, coalesce(v.configuration -> 'capabilities', '[]') as capabilities
    from agents a left join agent_versions v
      on v.agent_id = a.id and v.number = a.version_number and v.workspace_id = a.workspace_id
    where a.workspace_id = $1 and a.status = 'removed' and ($2::text is null or a.name = $2)`,
};

/** An agent that is there no more. */
export interface RemovedAgent {
  readonly id: string;
  readonly name: string;
  readonly capabilities: readonly string[];
}

/** All of them, or those who had a name. */
export async function readRemovedAgents(tx: Tx, name?: string): Promise<RemovedAgent[]> {
  const values = [tx.caller.workspace, name ?? null];
  return tx.rows<RemovedAgent & Record<string, unknown>>(readRemoved, values);
}
