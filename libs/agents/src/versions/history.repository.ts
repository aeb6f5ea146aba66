import type { AgentKind } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { DeployedConfiguration } from '../configuration/configuration.js';

/** A version as people look at it. */
export interface HistoryRow {
  readonly number: number;
  readonly version: string;
  readonly created_at: Date;
  readonly restored_from: number | null;
  readonly configuration: DeployedConfiguration;
  /** That of the version before it. */
  readonly before: DeployedConfiguration | null;
}

/** Whose versions they are. */
export interface VersionedAgent {
  readonly id: string;
  readonly kind: AgentKind;
  readonly version_number: number;
}

const findAgent: Statement = {
  name: 'agents.versioned',
  text: `
    select id, kind, version_number from agents
    where workspace_id = $1 and name = $2 and status <> 'removed'`,
};

const columns = `
  v.number, v.version, v.created_at, v.restored_from, v.configuration, p.configuration as before
  from agent_versions v
  left join agent_versions p on p.agent_id = v.agent_id and p.number = v.number - 1`;

/** The end of index agent_versions_pk. */
const findPage: Statement = {
  name: 'agents.version-page',
  text: `
    select ${columns}
    where v.agent_id = $1 and v.workspace_id = $2 and v.number < $3
    order by v.number desc limit $4`,
};

const findSome: Statement = {
  name: 'agents.version-some',
  text: `
    select ${columns}
    where v.agent_id = $1 and v.workspace_id = $2 and v.number = any($3::int[])`,
};

const countAll: Statement = {
  name: 'agents.version-count',
  text: `
    select count(*)::int as total from agent_versions where agent_id = $1 and workspace_id = $2`,
};

/** A version that is no copy is its own origin; index agent_versions_pk. */
const findOrigin: Statement = {
  name: 'agents.version-origin',
  text: `
    with recursive copies as (
      select number, restored_from from agent_versions
      where agent_id = $1 and workspace_id = $2 and number = $3
      union all
      select v.number, v.restored_from from copies c
      join agent_versions v on v.agent_id = $1 and v.workspace_id = $2 and v.number = c.restored_from)
    select min(number) as number from copies`,
};

type Row = HistoryRow & Record<string, unknown>;

/** Nothing when nobody has the name. */
export async function findVersioned(tx: Tx, name: string): Promise<VersionedAgent | undefined> {
  const [row] = await tx.rows<VersionedAgent & Record<string, unknown>>(findAgent, [
    tx.caller.workspace,
    name,
  ]);
  return row;
}

/** Those below a number, the newest first. */
export async function readVersionPage(
  tx: Tx,
  agentId: string,
  { below, limit }: { readonly below: number; readonly limit: number },
): Promise<HistoryRow[]> {
  return tx.rows<Row>(findPage, [agentId, tx.caller.workspace, below, limit]);
}

/** By number; those that there are none of are missing. */
export async function readVersions(
  tx: Tx,
  agentId: string,
  numbers: readonly number[],
): Promise<Map<number, HistoryRow>> {
  const rows = await tx.rows<Row>(findSome, [agentId, tx.caller.workspace, [...numbers]]);
  return new Map(rows.map((row) => [row.number, row]));
}

export async function countVersions(tx: Tx, agentId: string): Promise<number> {
  const [row] = await tx.rows<{ total: number }>(countAll, [agentId, tx.caller.workspace]);
  return row?.total ?? 0;
}

/** The version that one is a copy of, over any number of times that somebody went back. */
export async function readOrigin(tx: Tx, agentId: string, number: number): Promise<number> {
  const values = [agentId, tx.caller.workspace, number];
  const [row] = await tx.rows<{ number: number | null }>(findOrigin, values);
  return row?.number ?? number;
}
