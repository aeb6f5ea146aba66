import type { Statement, Tx } from '#platform';
import type { KnownMcpServer, McpServerEntry, ToolsByName } from './mcp-server.js';
import type { OfferedTool } from './offered-tool.js';

const columns = `definition, approved, offered, protocol_version, failures, problem,
  reached_at, failed_at, created_at, updated_at`;

/** Two registrations of one name at the same time: one gets a row, the other nothing. */
const insertServer: Statement = {
  name: 'mcp.insert',
  text: `
    insert into mcp_servers (workspace_id, name, definition, approved)
    values ($1, $2, $3::jsonb, $4::jsonb)
    on conflict (workspace_id, name) do nothing
    returning name`,
};

/** What the operator says of a program takes the place of what was said before; servers keep their name. */
const adoptProgram: Statement = {
  name: 'mcp.adopt',
  text: `
    insert into mcp_servers (workspace_id, name, definition) values ($1, $2, $3::jsonb)
    on conflict (workspace_id, name) do update
    set definition = excluded.definition,
        updated_at = case when mcp_servers.definition = excluded.definition
          then mcp_servers.updated_at else clock_timestamp() end
    where not (mcp_servers.definition ? 'url')
    returning name`,
};

const readServers: Statement = {
  name: 'mcp.read',
  text: `select ${columns} from mcp_servers where workspace_id = $1 order by name`,
};

const findServer: Statement = {
  name: 'mcp.find',
  text: `select ${columns} from mcp_servers where workspace_id = $1 and name = $2 for update`,
};

const deleteServer: Statement = {
  name: 'mcp.delete',
  text: `delete from mcp_servers where workspace_id = $1 and name = $2`,
};

/** What was offered and approved counts as a change; that it was reached does not. */
const saveOffer: Statement = {
  name: 'mcp.offer',
  text: `
    update mcp_servers
    set offered = $3::jsonb, approved = approved || $4::jsonb, protocol_version = $5,
        failures = 0, problem = null, reached_at = clock_timestamp(),
        updated_at = case when offered = $3::jsonb and approved = approved || $4::jsonb
          then updated_at else clock_timestamp() end
    where workspace_id = $1 and name = $2`,
};

const saveReached: Statement = {
  name: 'mcp.reached',
  text: `
    update mcp_servers set failures = 0, problem = null, reached_at = clock_timestamp()
    where workspace_id = $1 and name = $2`,
};

const saveFailure: Statement = {
  name: 'mcp.failed',
  text: `
    update mcp_servers
    set failures = failures + 1, problem = $3, failed_at = clock_timestamp()
    where workspace_id = $1 and name = $2`,
};

const saveApproval: Statement = {
  name: 'mcp.approve',
  text: `
    update mcp_servers set approved = approved || $3::jsonb, updated_at = clock_timestamp()
    where workspace_id = $1 and name = $2`,
};

/** Changes whenever any server, what it offers or whether it can be reached does; primary key. */
const readStamp: Statement = {
  name: 'mcp.stamp',
  text: `
    select count(*) || ' ' || count(*) filter (where failures > 0) || ' '
      || coalesce(sum(extract(epoch from updated_at)), 0) as stamp
    from mcp_servers where workspace_id = $1`,
};

type Row = Readonly<{
  definition: McpServerEntry;
  approved: ToolsByName;
  offered: OfferedTool[] | null;
  protocol_version: string | null;
  failures: number;
  problem: string | null;
  reached_at: Date | null;
  failed_at: Date | null;
  created_at: Date;
  updated_at: Date;
}>;

const toServer = (row: Row): KnownMcpServer => ({
  ...{ definition: row.definition, approved: row.approved, failures: row.failures },
  offered: row.offered ?? undefined,
  protocolVersion: row.protocol_version ?? undefined,
  problem: row.problem ?? undefined,
  reachedAt: row.reached_at ?? undefined,
  failedAt: row.failed_at ?? undefined,
  ...{ createdAt: row.created_at, updatedAt: row.updated_at },
});

/** Whether it was added: a name is given once. */
export async function addMcpServer(
  tx: Tx,
  definition: McpServerEntry,
  approved: ToolsByName,
): Promise<boolean> {
  const values = [JSON.stringify(definition), JSON.stringify(approved)];
  const rows = await tx.rows(insertServer, [tx.caller.workspace, definition.name, ...values]);
  return rows.length > 0;
}

/** Whether the operator's program has the name: a registered server keeps it. */
export async function adoptMcpProgram(tx: Tx, definition: McpServerEntry): Promise<boolean> {
  const values = [tx.caller.workspace, definition.name, JSON.stringify(definition)];
  return (await tx.rows(adoptProgram, values)).length > 0;
}

export async function readMcpServers(tx: Tx): Promise<KnownMcpServer[]> {
  return (await tx.rows<Row>(readServers, [tx.caller.workspace])).map(toServer);
}

/** Held until the transaction ends: approvals and looks do not overwrite each other. */
export async function findMcpServer(tx: Tx, name: string): Promise<KnownMcpServer | undefined> {
  const [row] = await tx.rows<Row>(findServer, [tx.caller.workspace, name]);
  return row === undefined ? undefined : toServer(row);
}

export async function dropMcpServer(tx: Tx, name: string): Promise<void> {
  await tx.rows(deleteServer, [tx.caller.workspace, name]);
}

/** It was reached and offers this; `approved` are those that need no person. */
export async function saveMcpOffer(
  tx: Tx,
  name: string,
  seen: {
    readonly offered: readonly OfferedTool[];
    readonly approved: ToolsByName;
    readonly protocolVersion: string;
  },
): Promise<void> {
  const { offered, approved, protocolVersion } = seen;
  const values = [JSON.stringify(offered), JSON.stringify(approved), protocolVersion];
  await tx.rows(saveOffer, [tx.caller.workspace, name, ...values]);
}

export async function saveMcpReached(tx: Tx, name: string): Promise<void> {
  await tx.rows(saveReached, [tx.caller.workspace, name]);
}

export async function saveMcpFailure(tx: Tx, name: string, problem: string): Promise<void> {
  await tx.rows(saveFailure, [tx.caller.workspace, name, problem]);
}

export async function saveMcpApproval(tx: Tx, name: string, approved: ToolsByName): Promise<void> {
  await tx.rows(saveApproval, [tx.caller.workspace, name, JSON.stringify(approved)]);
}

export async function readMcpStamp(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ stamp: string }>(readStamp, [tx.caller.workspace]);
  return row?.stamp ?? '';
}
