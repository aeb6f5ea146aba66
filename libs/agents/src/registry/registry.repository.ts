import type { AgentKind, AgentStatus, SubscriptionRule } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { RegisteredAgent } from './snapshot.js';

/** Changes whenever any agent of the workspace does; index agents_name. */
const readStamp: Statement = {
  name: 'agents.registry-stamp',
  text: `
    select count(*) || ' ' || coalesce(sum(extract(epoch from updated_at)), 0) as stamp
    from agents where workspace_id = $1 and status <> 'removed'`,
};

/** The whole registry of a workspace: read when something changed, never per message. */
const readAgents: Statement = {
  name: 'agents.registry-agents',
  text: `
    select a.id, a.name, a.kind, a.status, a.version_number, a.subscriptions,
      array(select c.capability from agent_capabilities c
        where c.agent_id = a.id order by c.position) as capabilities
    from agents a where a.workspace_id = $1 and a.status <> 'removed' order by a.id`,
};

const readDescriptions: Statement = {
  name: 'agents.registry-descriptions',
  text: `
    select c.name, c.description from capabilities c
    where c.workspace_id = $1 and exists (
      select from agent_capabilities p where p.workspace_id = $1 and p.capability = c.name)`,
};

/** What agents of other names take mail for; index agent_capabilities_providers. */
const readProvided: Statement = {
  name: 'agents.registry-provided',
  text: `
    select distinct c.capability from agent_capabilities c
    join agents a on a.id = c.agent_id
    where c.workspace_id = $1 and a.status in ('running', 'paused') and a.name <> $2
    order by c.capability`,
};

/** Capabilities that another than the agent of this name provides. */
export async function readCapabilitiesBeside(tx: Tx, name: string): Promise<string[]> {
  const rows = await tx.rows<{ capability: string }>(readProvided, [tx.caller.workspace, name]);
  return rows.map(({ capability }) => capability);
}

/** Of every workspace; there are about as many as agents. */
const readAllCapabilities: Statement = {
  name: 'agents.registry-all-capabilities',
  text: `select distinct capability from agent_capabilities order by capability`,
};

/** What agents of any workspace take mail for. */
export async function readCapabilitiesOfAll(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ capability: string }>(readAllCapabilities);
  return rows.map(({ capability }) => capability);
}

/** A word that differs when the registry of the caller's workspace differs. */
export async function readRegistryStamp(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ stamp: string }>(readStamp, [tx.caller.workspace]);
  return row?.stamp ?? '';
}

export async function readRegisteredAgents(tx: Tx): Promise<RegisteredAgent[]> {
  const rows = await tx.rows<{
    id: string;
    name: string;
    kind: AgentKind;
    status: AgentStatus;
    version_number: number;
    capabilities: string[];
    subscriptions: SubscriptionRule[] | null;
  }>(readAgents, [tx.caller.workspace]);
  return rows.map(({ version_number, subscriptions, ...agent }) => ({
    ...agent,
    versionNumber: version_number,
    ...(subscriptions === null ? {} : { subscriptions }),
  }));
}

export async function readCapabilityDescriptions(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.rows<{ name: string; description: string }>(readDescriptions, [
    tx.caller.workspace,
  ]);
  return new Map(rows.map(({ name, description }) => [name, description]));
}
