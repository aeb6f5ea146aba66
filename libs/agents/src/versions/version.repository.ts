import type { AgentKind } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { DeployedConfiguration } from '../configuration/configuration.js';

const readVersion: Statement = {
  name: 'agents.load-version',
  text: `
    select a.name, a.kind, v.configuration
    from agent_versions v join agents a on a.id = v.agent_id
    where v.agent_id = $1 and v.number = $2 and v.workspace_id = $3 and a.workspace_id = $3`,
};

export interface VersionRow {
  readonly name: string;
  readonly kind: AgentKind;
  readonly configuration: DeployedConfiguration;
}

export async function findVersion(
  tx: Tx,
  agentId: string,
  number: number,
): Promise<VersionRow | undefined> {
  const [row] = await tx.rows<VersionRow & Record<string, unknown>>(readVersion, [
    agentId,
    number,
    tx.caller.workspace,
  ]);
  return row;
}
