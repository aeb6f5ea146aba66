import type { Grants, Scope } from '#protocol';
import type { Statement, Tx } from '#platform';

const columns = `id, workspace_id, name, mark, mark_key, scopes, grants, networks, created_by,
  created_at, expires_at, last_used_at, revoked_at`;

const insertKey: Statement = {
  name: 'keys.insert',
  text: `
    insert into api_keys
      (id, workspace_id, name, mark, mark_key, scopes, grants, networks, created_by, expires_at)
    values ($1, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9, $10)
    returning ${columns}`,
};

/** Primary keys; whoever holds the key need not say of which workspace it is. */
const findByText: Statement = {
  name: 'keys.find',
  text: `
    select ${columns} from api_keys where id = $1
      and exists (select from workspaces w where w.id = workspace_id and w.removed_at is null)`,
};

/** Index api_keys_of_workspace. */
const listKeys: Statement = {
  name: 'keys.list',
  text: `
    select ${columns} from api_keys where workspace_id = $1 order by created_at, id`,
};

const findKey: Statement = {
  name: 'keys.get',
  text: `select ${columns} from api_keys where workspace_id = $1 and id = $2 for update`,
};

const endKey: Statement = {
  name: 'keys.end',
  text: `
    update api_keys set revoked_at = case when $3::bigint = 0 then coalesce(revoked_at, now())
        else revoked_at end,
      expires_at = case when $3 = 0 then expires_at
        else least(expires_at, now() + $3 * interval '1 ms') end
    where workspace_id = $1 and id = $2
    returning ${columns}`,
};

/** Those that are made with a key are made by the same person. Held, in the order of their ids. */
const keysMadeBy: Statement = {
  name: 'keys.made-by',
  text: `
    with recursive made as (
      select id from api_keys where workspace_id = $1 and created_by = $2
      union
      select k.id from made join api_keys k
        on k.workspace_id = $1 and k.created_by = 'key-' || made.id)
    select ${columns} from api_keys
    where workspace_id = $1 and id in (select id from made) and revoked_at is null
    order by id for update`,
};

const noteUse: Statement = {
  name: 'keys.used',
  text: `
    update api_keys set last_used_at = now(), mark = $2, mark_key = $3
    where id = $1 and revoked_at is null`,
};

/** Of those that may still be used. */
const readMarks: Statement = {
  name: 'keys.old-marks',
  text: `
    select id, name, workspace_id, mark_key from api_keys
    where mark_key <> $1 and revoked_at is null and (expires_at is null or expires_at > now())
    order by workspace_id, name, id`,
};

/** An API key as it is kept. */
export interface KeptKey {
  readonly id: string;
  readonly workspace: string;
  readonly name: string;
  readonly mark: string;
  readonly markKey: string;
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
  readonly networks: readonly string[] | undefined;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | undefined;
  readonly lastUsedAt: Date | undefined;
  readonly revokedAt: Date | undefined;
}

/** What is said of a key when it is made. */
export interface KeyToKeep {
  readonly id: string;
  readonly name: string;
  readonly mark: string;
  readonly markKey: string;
  readonly scopes: readonly Scope[];
  readonly grants: Grants;
  readonly networks: readonly string[] | undefined;
  readonly expiresAt: Date | undefined;
}

type Row = Readonly<{
  id: string;
  workspace_id: string;
  name: string;
  mark: string;
  mark_key: string;
  scopes: Scope[];
  grants: Grants;
  networks: string[] | null;
  created_by: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_at: Date | null;
}>;

const toKey = (row: Row): KeptKey => ({
  ...{ id: row.id, workspace: row.workspace_id, name: row.name },
  ...{ mark: row.mark, markKey: row.mark_key, scopes: row.scopes, grants: row.grants },
  networks: row.networks ?? undefined,
  ...{ createdBy: row.created_by, createdAt: row.created_at },
  expiresAt: row.expires_at ?? undefined,
  lastUsedAt: row.last_used_at ?? undefined,
  revokedAt: row.revoked_at ?? undefined,
});

export async function addKey(tx: Tx, key: KeyToKeep): Promise<KeptKey> {
  const { workspace, principal } = tx.caller;
  const [row] = await tx.rows<Row>(insertKey, [
    ...[key.id, workspace, key.name, key.mark, key.markKey],
    ...[JSON.stringify(key.scopes), JSON.stringify(key.grants)],
    key.networks === undefined ? null : JSON.stringify(key.networks),
    ...[principal, key.expiresAt ?? null],
  ]);
  if (row === undefined) throw new Error('An insert returned no row');
  return toKey(row);
}

/** For whoever shows it: of any workspace. */
export async function findKeyById(tx: Tx, id: string): Promise<KeptKey | undefined> {
  const [row] = await tx.rows<Row>(findByText, [id]);
  return row === undefined ? undefined : toKey(row);
}

export async function readKeys(tx: Tx): Promise<KeptKey[]> {
  return (await tx.rows<Row>(listKeys, [tx.caller.workspace])).map(toKey);
}

/** A key that is still compared under an old master key. */
export interface OldMark {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly markKey: string;
}

/** Of all workspaces: only the text of a key can be marked anew, and that is shown when it is used. */
export async function readOldMarks(tx: Tx, current: string): Promise<OldMark[]> {
  const rows = await tx.rows<Pick<Row, 'id' | 'name' | 'workspace_id' | 'mark_key'>>(readMarks, [
    current,
  ]);
  return rows.map(({ id, name, workspace_id: workspace, mark_key: markKey }) => ({
    ...{ id, name, workspace, markKey },
  }));
}

/** Held until the transaction ends. */
export async function holdKey(tx: Tx, id: string): Promise<KeptKey | undefined> {
  const [row] = await tx.rows<Row>(findKey, [tx.caller.workspace, id]);
  return row === undefined ? undefined : toKey(row);
}

/** Those that are not revoked, by whichever of the maker's keys. Held until the transaction ends. */
export async function readKeysMadeBy(tx: Tx, maker: string): Promise<KeptKey[]> {
  return (await tx.rows<Row>(keysMadeBy, [tx.caller.workspace, maker])).map(toKey);
}

/** Revokes it, or lets it expire in so many milliseconds if that is sooner than it would. */
export async function endKeyIn(tx: Tx, id: string, ms: number): Promise<KeptKey | undefined> {
  const [row] = await tx.rows<Row>(endKey, [tx.caller.workspace, id, ms]);
  return row === undefined ? undefined : toKey(row);
}

export async function noteKeyUse(
  tx: Tx,
  { id, mark, markKey }: Pick<KeptKey, 'id' | 'mark' | 'markKey'>,
): Promise<void> {
  await tx.rows(noteUse, [id, mark, markKey]);
}
