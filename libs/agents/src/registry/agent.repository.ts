import type { AgentKind, AgentStatus } from '#protocol';
import { createId, type Statement, type Tx } from '#platform';
import type { CapabilityDescription } from '../catalog/describe-capability.js';
import type { DeployedConfiguration } from '../configuration/configuration.js';
import type { VersionSplit } from '../versions/choose-version.js';

/** The statements that change who exists. Whoever changes an agent holds its row first. */

/** Two deployments of one name at the same time: one gets a row, the other nothing. */
const insertAgent: Statement = {
  name: 'agents.insert',
  text: `
    insert into agents (id, workspace_id, name, kind, subscriptions, pins_versions)
    values ($1, $2, $3, $4, $5::jsonb, $6)
    on conflict (workspace_id, name) where status <> 'removed' do nothing
    returning deployed_at`,
};

const lockAgent: Statement = {
  name: 'agents.lock',
  text: `
    select id, name, kind, status, version_number, updated_at, split from agents
    where workspace_id = $1 and name = $2 and status <> 'removed' for update`,
};

/** Index agents_name. */
const findName: Statement = {
  name: 'agents.find-name',
  text: `select id from agents where workspace_id = $1 and name = $2 and status <> 'removed'`,
};

/** Apart from the lock: it must see the version that the previous holder has just written. */
const readVersion: Statement = {
  name: 'agents.read-version',
  text: `
    select configuration from agent_versions
    where agent_id = $1 and number = $2 and workspace_id = $3`,
};

const insertVersion: Statement = {
  name: 'agents.insert-version',
  text: `
    insert into agent_versions
      (agent_id, number, version, configuration, workspace_id, restored_from)
    values ($1, $2, $3, $4::jsonb, $5, $6)`,
};

const useVersion: Statement = {
  name: 'agents.use-version',
  text: `
    update agents set version_number = $2, subscriptions = $3::jsonb, pins_versions = $4,
      updated_at = clock_timestamp()
    where id = $1 returning updated_at`,
};

const changeStatus: Statement = {
  name: 'agents.change-status',
  text: `
    update agents set status = $2, updated_at = clock_timestamp()
    where id = $1 returning updated_at`,
};

const dropCapabilities: Statement = {
  name: 'agents.drop-capabilities',
  text: `delete from agent_capabilities where agent_id = $1`,
};

const addCapabilities: Statement = {
  name: 'agents.add-capabilities',
  text: `
    insert into agent_capabilities (agent_id, workspace_id, capability, position)
    select $1, $2, c.name, c.position
    from unnest($3::text[]) with ordinality as c(name, position)`,
};

/**
 * Written words replace others; words made from a name only where nobody else provides it (index
 * agent_capabilities_providers). New words need a new vector. In the order of names, so that two
 * deployments cannot deadlock.
 */
const describeCapabilities: Statement = {
  name: 'agents.describe-capabilities',
  text: `
    insert into capabilities as c (workspace_id, name, description)
    select $1, n.name, n.description
    from jsonb_to_recordset($2::jsonb) as n(name text, description text) order by n.name
    on conflict (workspace_id, name) do update set
      description = excluded.description, updated_at = clock_timestamp(),
      embedding = null, fingerprint = null
    where c.description <> excluded.description
      and (c.name = any($3::text[]) or not exists (
        select from agent_capabilities p
        where p.workspace_id = $1 and p.capability = c.name and p.agent_id <> $4))`,
};

/** Mail that waits or is worked on; index mailboxes_busy. */
const countPending: Statement = {
  name: 'agents.count-pending',
  text: `
    select coalesce(sum(pending), 0)::int as pending from mailboxes
    where agent_id = $1 and pending > 0`,
};

/** Agents that drain and have nothing left; index mailboxes_busy for the proof. */
const retireDrained: Statement = {
  name: 'agents.retire-drained',
  text: `
    update agents set status = 'removed', updated_at = clock_timestamp()
    where id in (
      select a.id from agents a
      where a.status = 'draining'
        and not exists (select from mailboxes b where b.agent_id = a.id and b.pending > 0)
      order by a.id limit 100 for update of a skip locked)
    returning id, name, workspace_id`,
};

/** An agent whose row this transaction holds. */
export interface HeldAgent {
  readonly id: string;
  readonly name: string;
  readonly kind: AgentKind;
  readonly status: AgentStatus;
  readonly version_number: number;
  readonly updated_at: Date;
  /** Between which versions its conversations are split. */
  readonly split: VersionSplit | null;
}

/** Adds an agent at version 1; nothing when the name is taken. */
export async function addAgent(
  tx: Tx,
  kind: AgentKind,
  configuration: DeployedConfiguration,
): Promise<{ id: string; deployedAt: Date } | undefined> {
  const id = createId('agt');
  const { workspace } = tx.caller;
  const [row] = await tx.rows<{ deployed_at: Date }>(insertAgent, [
    id,
    workspace,
    configuration.name,
    kind,
    subscriptionsOf(configuration),
    configuration.pin_versions === true,
  ]);
  if (row === undefined) return undefined;
  await addVersion(tx, id, 1, configuration);
  return { id, deployedAt: row.deployed_at };
}

export async function holdAgent(tx: Tx, name: string): Promise<HeldAgent | undefined> {
  const [row] = await tx.rows<HeldAgent & Record<string, unknown>>(lockAgent, [
    tx.caller.workspace,
    name,
  ]);
  return row;
}

/** Whether an agent of the workspace has the name now. */
export async function isTaken(tx: Tx, name: string): Promise<boolean> {
  return (await tx.rows(findName, [tx.caller.workspace, name])).length > 0;
}

/** The configuration that the agent works by now. */
export async function readConfiguration(tx: Tx, agent: HeldAgent): Promise<DeployedConfiguration> {
  const [row] = await tx.rows<{ configuration: DeployedConfiguration }>(readVersion, [
    agent.id,
    agent.version_number,
    tx.caller.workspace,
  ]);
  if (row === undefined) throw new Error(`Agent ${agent.id} has no version in use.`);
  return row.configuration;
}

/** Gives an agent its next version, or an earlier one again. Gives the instant from which it counts. */
export async function advance(
  tx: Tx,
  agent: HeldAgent,
  configuration: DeployedConfiguration,
  restoredFrom?: number,
): Promise<Date> {
  const number = agent.version_number + 1;
  await addVersion(tx, agent.id, number, configuration, restoredFrom);
  const [row] = await tx.rows<{ updated_at: Date }>(useVersion, [
    agent.id,
    number,
    subscriptionsOf(configuration),
    configuration.pin_versions === true,
  ]);
  return row?.updated_at ?? agent.updated_at;
}

/** As JSON; nothing when there are none, which is what nearly all agents have. */
function subscriptionsOf({ subscriptions = [] }: DeployedConfiguration): string | null {
  return subscriptions.length === 0 ? null : JSON.stringify(subscriptions);
}

async function addVersion(
  tx: Tx,
  agentId: string,
  number: number,
  configuration: DeployedConfiguration,
  restoredFrom?: number,
): Promise<void> {
  await tx.rows(insertVersion, [
    agentId,
    number,
    configuration.version,
    JSON.stringify(configuration),
    tx.caller.workspace,
    restoredFrom ?? null,
  ]);
}

/** Says what the agent provides from now on, and what that is in words. */
export async function registerCapabilities(
  tx: Tx,
  agentId: string,
  descriptions: readonly CapabilityDescription[],
): Promise<void> {
  const { workspace } = tx.caller;
  const names = descriptions.map(({ name }) => name);
  const written = descriptions.flatMap(({ name, isWritten }) => (isWritten ? [name] : []));
  await tx.rows(dropCapabilities, [agentId]);
  await tx.rows(addCapabilities, [agentId, workspace, names]);
  await tx.rows(describeCapabilities, [workspace, JSON.stringify(descriptions), written, agentId]);
}

/** The instant of the change; of the last one when it has that status already. */
export async function setStatus(
  tx: Tx,
  agent: HeldAgent,
  status: AgentStatus | 'removed',
): Promise<Date> {
  if (agent.status === status) return agent.updated_at;
  const [row] = await tx.rows<{ updated_at: Date }>(changeStatus, [agent.id, status]);
  if (status === 'removed') await tx.rows(dropCapabilities, [agent.id]);
  return row?.updated_at ?? agent.updated_at;
}

export async function countMail(tx: Tx, agentId: string): Promise<number> {
  const [row] = await tx.rows<{ pending: number }>(countPending, [agentId]);
  return row?.pending ?? 0;
}

/** Removes agents of any workspace that have drained. */
export async function removeDrained(
  tx: Tx,
): Promise<{ id: string; name: string; workspace_id: string }[]> {
  const rows = await tx.rows<{ id: string; name: string; workspace_id: string }>(retireDrained);
  for (const { id } of rows) await tx.rows(dropCapabilities, [id]);
  return rows;
}
