import type { HttpToolDefinition } from '#protocol';
import type { Statement, Tx } from '#platform';

/** A tool as a workspace registered it. */
export interface RegisteredTool {
  readonly definition: HttpToolDefinition;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Two registrations of one name at the same time: one gets a row, the other nothing. */
const insertTool: Statement = {
  name: 'tools.insert',
  text: `
    insert into tools (workspace_id, name, definition) values ($1, $2, $3::jsonb)
    on conflict (workspace_id, name) do nothing
    returning definition, created_at, updated_at`,
};

const replaceTool: Statement = {
  name: 'tools.replace',
  text: `
    update tools set definition = $3::jsonb, updated_at = clock_timestamp()
    where workspace_id = $1 and name = $2
    returning definition, created_at, updated_at`,
};

const deleteTool: Statement = {
  name: 'tools.delete',
  text: `delete from tools where workspace_id = $1 and name = $2 returning name`,
};

const countTools: Statement = {
  name: 'tools.count',
  text: `select count(*)::int as count from tools where workspace_id = $1`,
};

/** Changes whenever any tool of the workspace does; primary key. */
const readStamp: Statement = {
  name: 'tools.stamp',
  text: `
    select count(*) || ' ' || coalesce(sum(extract(epoch from updated_at)), 0) as stamp
    from tools where workspace_id = $1`,
};

const readTools: Statement = {
  name: 'tools.read',
  text: `
    select definition, created_at, updated_at from tools where workspace_id = $1 order by name`,
};

type Row = Readonly<{
  definition: HttpToolDefinition;
  created_at: Date;
  updated_at: Date;
}>;

const toTool = ({ definition, created_at, updated_at }: Row): RegisteredTool => ({
  definition,
  createdAt: created_at,
  updatedAt: updated_at,
});

/** Adds a tool; nothing when the name is taken. */
export async function addTool(
  tx: Tx,
  definition: HttpToolDefinition,
): Promise<RegisteredTool | undefined> {
  const [row] = await tx.rows<Row>(insertTool, valuesOf(tx, definition));
  return row === undefined ? undefined : toTool(row);
}

/** Puts another definition in the place of one; nothing when there is none. */
export async function changeTool(
  tx: Tx,
  definition: HttpToolDefinition,
): Promise<RegisteredTool | undefined> {
  const [row] = await tx.rows<Row>(replaceTool, valuesOf(tx, definition));
  return row === undefined ? undefined : toTool(row);
}

/** Whether there was one. */
export async function dropTool(tx: Tx, name: string): Promise<boolean> {
  const rows = await tx.rows(deleteTool, [tx.caller.workspace, name]);
  return rows.length > 0;
}

export async function countRegistered(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ count: number }>(countTools, [tx.caller.workspace]);
  return row?.count ?? 0;
}

export async function readToolsStamp(tx: Tx): Promise<string> {
  const [row] = await tx.rows<{ stamp: string }>(readStamp, [tx.caller.workspace]);
  return row?.stamp ?? '';
}

export async function readRegisteredTools(tx: Tx): Promise<RegisteredTool[]> {
  const rows = await tx.rows<Row>(readTools, [tx.caller.workspace]);
  return rows.map(toTool);
}

const valuesOf = (tx: Tx, definition: HttpToolDefinition): unknown[] => [
  tx.caller.workspace,
  definition.name,
  JSON.stringify(definition),
];
