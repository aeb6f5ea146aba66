import type { Statement, Tx } from '#platform';

const columns = `id, created_at`;

const insertWorkspace: Statement = {
  name: 'workspaces.insert',
  text: `insert into workspaces (id) values ($1) on conflict (id) do nothing returning ${columns}`,
};

const listWorkspaces: Statement = {
  name: 'workspaces.list',
  text: `select ${columns} from workspaces where removed_at is null order by id`,
};

const getWorkspace: Statement = {
  name: 'workspaces.get',
  text: `select ${columns} from workspaces where id = $1 and removed_at is null`,
};

/** Whoever writes under it holds it in share: nobody is in the middle of that when this has been waited for. */
const holdToRemove: Statement = {
  name: 'workspaces.hold-to-remove',
  text: `select removed_at is not null as removed from workspaces where id = $1 for update`,
};

const holdOpen: Statement = {
  name: 'workspaces.hold-open',
  text: `select from workspaces where id = $1 and removed_at is null for share`,
};

/** The row stays: a name that has been used would lead to what may be left of its first workspace. */
const removeWorkspace: Statement = {
  name: 'workspaces.remove',
  text: `update workspaces set removed_at = now() where id = $1 and removed_at is null returning id`,
};

/**
 * The tables that hold rows of a workspace, but for what outlives it: its audit log, and the bytes of files, which
 * their collector removes together with their rows.
 */
const findTables: Statement = {
  name: 'workspaces.tables',
  text: `
    select format('%I.%I', n.nspname, c.relname) as name, c.relname as table
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
    where c.relkind = 'r' and n.nspname = current_schema()
      and c.relname not in ('audit_events', 'audit_heads', 'artifact_blobs', 'artifact_pieces')
    order by c.relname`,
};

const endCredentials: readonly Statement[] = [
  {
    name: 'workspaces.end-keys',
    text: `delete from api_keys where workspace_id = $1 returning 'key' as kind, id`,
  },
  {
    name: 'workspaces.end-users',
    text: `delete from users where workspace_id = $1 returning 'user' as kind, id`,
  },
];

const leaveAllBlobs: Statement = {
  name: 'workspaces.leave-blobs',
  text: `
    update artifact_blobs set refs = 0, unclaimed_until = '-infinity'
    where workspace_id = $1 and refs > 0`,
};

/** What people and programs have credentials for; everything else is content. */
const ofIdentity = new Set(['users', 'refresh_tokens', 'api_keys']);

export interface KeptWorkspace {
  readonly name: string;
  readonly createdAt: Date;
}

export interface TableOfRows {
  readonly name: string;
  readonly table: string;
}

/** What somebody could come in with: a user or a key. */
export type Credential = Readonly<{ kind: string; id: string }>;

type Row = Readonly<{ id: string; created_at: Date }>;

const toWorkspace = ({ id, created_at: createdAt }: Row): KeptWorkspace => ({
  name: id,
  createdAt,
});

/** Nothing when the name is, or was, another's. */
export async function addWorkspace(tx: Tx, name: string): Promise<KeptWorkspace | undefined> {
  const [row] = await tx.rows<Row>(insertWorkspace, [name]);
  return row === undefined ? undefined : toWorkspace(row);
}

export async function readWorkspaces(tx: Tx): Promise<KeptWorkspace[]> {
  return (await tx.rows<Row>(listWorkspaces)).map(toWorkspace);
}

export async function findWorkspace(tx: Tx, name: string): Promise<KeptWorkspace | undefined> {
  const [row] = await tx.rows<Row>(getWorkspace, [name]);
  return row === undefined ? undefined : toWorkspace(row);
}

/** Nobody begins anything in it until the transaction ends. Nothing when there is, and was, none. */
export async function holdToRemoveWorkspace(
  tx: Tx,
  name: string,
): Promise<{ readonly isRemoved: boolean } | undefined> {
  const [row] = await tx.rows<{ removed: boolean }>(holdToRemove, [name]);
  return row === undefined ? undefined : { isRemoved: row.removed };
}

/** Whether it is there; until the transaction ends it is not removed. */
export async function holdOpenWorkspace(tx: Tx, name: string): Promise<boolean> {
  return (await tx.rows(holdOpen, [name])).length > 0;
}

export async function markRemoved(tx: Tx, name: string): Promise<void> {
  await tx.rows(removeWorkspace, [name]);
}

export async function tablesOfRows(tx: Tx): Promise<TableOfRows[]> {
  return tx.rows<TableOfRows & Record<string, unknown>>(findTables);
}

/** Whether anything but its users and their keys is in the caller's workspace. */
export async function hasContent(tx: Tx, tables: readonly TableOfRows[]): Promise<boolean> {
  for (const { name, table } of tables) {
    if (ofIdentity.has(table)) continue;
    const text = `select from ${name} where workspace_id = $1 limit 1`;
    const rows = await tx.rows({ name: `workspaces.has-${table}`, text }, [tx.caller.workspace]);
    if (rows.length > 0) return true;
  }
  return false;
}

/** From here on nobody comes in. Gives whose credentials have ended. */
export async function endAllCredentials(tx: Tx): Promise<Credential[]> {
  const ended: Credential[] = [];
  for (const statement of endCredentials) {
    ended.push(...(await tx.rows<Credential>(statement, [tx.caller.workspace])));
  }
  return ended;
}

/** The bytes of files are left to the collector. */
export async function leaveBlobs(tx: Tx): Promise<void> {
  await tx.rows(leaveAllBlobs, [tx.caller.workspace]);
}

/** Removes so many rows of the caller's workspace from a table. Gives how many there were. */
export async function dropPortion(
  tx: Tx,
  { name, table }: TableOfRows,
  most: number,
): Promise<number> {
  const text = `
    delete from ${name} where ctid = any (array(
      select ctid from ${name} where workspace_id = $1 limit $2)) returning 1`;
  const rows = await tx.rows({ name: `workspaces.drop-${table}`, text }, [
    tx.caller.workspace,
    most,
  ]);
  return rows.length;
}
