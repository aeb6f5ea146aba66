import type { AgentKind, AgentStatus, Grants } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { DeployedConfiguration } from '../configuration/configuration.js';

/** Which agents of a list. */
export interface AgentFilter {
  readonly capability?: string | undefined;
  readonly status?: AgentStatus | undefined;
  readonly type?: AgentKind | undefined;
  /** Only those that may be looked at under these. @default all */
  readonly grants?: Grants | undefined;
}

/** An agent with the version it works by, as people look at it. */
export interface AgentRow {
  readonly id: string;
  readonly name: string;
  readonly kind: AgentKind;
  readonly status: AgentStatus;
  readonly version_number: number;
  readonly deployed_at: Date;
  readonly updated_at: Date;
  readonly configuration: DeployedConfiguration;
  /** By Postgres's clock. */
  readonly uptime_ms: number;
  readonly last_activity: Date;
}

/**
 * When an agent last did something: the end of its last message (a look at the end of index
 * messages_figures per capability, one more for mail without), or the start of a turn that runs now
 * (index mailboxes_busy, a hundred at most).
 */
const lastActivity = `
  select max(t.at) as at from (
    select m.at from agent_capabilities c cross join lateral (
      select settled_at as at from messages
      where agent_id = a.id and capability = c.capability and settled_at is not null
      order by settled_at desc limit 1) m
    where c.agent_id = a.id
    union all (
      select settled_at from messages
      where agent_id = a.id and capability is null and settled_at is not null
      order by settled_at desc limit 1)
    union all (
      select started_at from mailboxes where agent_id = a.id and pending > 0 limit 100)) t`;

const columns = `
  a.id, a.name, a.kind, a.status, a.version_number, a.deployed_at, a.updated_at, v.configuration,
  (extract(epoch from clock_timestamp() - a.deployed_at) * 1000)::float8 as uptime_ms,
  greatest(activity.at, a.deployed_at) as last_activity`;

const matches = `
  a.workspace_id = $1 and a.status <> 'removed'
  and ($2::text is null or a.status = $2) and ($3::text is null or a.kind = $3)
  and ($4::text is null or exists (
    select from agent_capabilities c where c.agent_id = a.id and c.capability = $4))
  and ($5::text[] is null or a.name like any ($5::text[]))
  and ($6::text[] is null or exists (
    select from agent_capabilities c where c.agent_id = a.id and c.capability like any ($6::text[])))`;

const findOne: Statement = {
  name: 'agents.view',
  text: `
    select ${columns} from agents a
    join agent_versions v on v.agent_id = a.id and v.number = a.version_number
    cross join lateral (${lastActivity}) activity
    where a.workspace_id = $1 and a.name = $2 and a.status <> 'removed'`,
};

/** Ids sort by time, so the oldest agent comes first; the page is cut before anything is counted. */
const findPage: Statement = {
  name: 'agents.list',
  text: `
    select ${columns} from (
      select * from agents a where ${matches} and a.id > $7 order by a.id limit $8) a
    join agent_versions v on v.agent_id = a.id and v.number = a.version_number
    cross join lateral (${lastActivity}) activity
    order by a.id`,
};

const countAll: Statement = {
  name: 'agents.count',
  text: `select count(*)::int as total from agents a where ${matches}`,
};

export async function viewAgent(tx: Tx, name: string): Promise<AgentRow | undefined> {
  const [row] = await tx.rows<AgentRow & Record<string, unknown>>(findOne, [
    tx.caller.workspace,
    name,
  ]);
  return row;
}

export async function listAgents(
  tx: Tx,
  filter: AgentFilter,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<AgentRow[]> {
  return tx.rows<AgentRow & Record<string, unknown>>(findPage, [
    ...valuesOf(tx, filter),
    after,
    limit,
  ]);
}

export async function countAgents(tx: Tx, filter: AgentFilter): Promise<number> {
  const [row] = await tx.rows<{ total: number }>(countAll, valuesOf(tx, filter));
  return row?.total ?? 0;
}

function valuesOf(tx: Tx, { status, type, capability, grants }: AgentFilter): unknown[] {
  return [
    ...[tx.caller.workspace, status ?? null, type ?? null, capability ?? null],
    ...[patternsOf(grants?.agents), patternsOf(grants?.capabilities)],
  ];
}

/** As LIKE writes the beginnings of names. */
function patternsOf(list: readonly string[] | undefined): string[] | null {
  if (list === undefined) return null;
  return list.map((entry) => entry.replaceAll(/[\\%_]/g, String.raw`\$&`).replace(/\*$/, '%'));
}
