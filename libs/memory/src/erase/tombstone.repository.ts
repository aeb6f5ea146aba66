import type { Statement, Tx } from '#platform';

/** A write and an erasure never overlap; writes do not wait for one another. */
const lockShared: Statement = {
  name: 'memory.lock-against-erasure',
  text: `select pg_advisory_xact_lock_shared(hashtextextended('memory.erase:' || w, 0))
    from unnest($1::text[]) w order by w`,
};

const lockAlone: Statement = {
  name: 'memory.lock-for-erasure',
  text: `select pg_advisory_xact_lock(hashtextextended('memory.erase:' || w, 0))
    from unnest($1::text[]) w order by w`,
};

/** Index memory_tombstones_pk. */
const readLengths: Statement = {
  name: 'memory.read-tombstone-lengths',
  text: `select distinct words from memory_tombstones where workspace_id = any($1::text[])`,
};

/** Index memory_tombstones_pk. */
const findHashes: Statement = {
  name: 'memory.find-tombstones',
  text: `
    select hash from memory_tombstones
    where workspace_id = any($1::text[]) and hash = any($2::text[])`,
};

const insertTombstone: Statement = {
  name: 'memory.insert-tombstone',
  text: `
    insert into memory_tombstones (workspace_id, hash, words, erased_by) values ($1, $2, $3, $4)
    on conflict (workspace_id, hash) do nothing`,
};

const deleteTombstone: Statement = {
  name: 'memory.delete-tombstone',
  text: `delete from memory_tombstones where workspace_id = $1 and hash = $2 returning hash`,
};

/** Holds erasures off until the transaction ends. */
export async function lockAgainstErasure(tx: Tx, workspaces: readonly string[]): Promise<void> {
  await tx.rows(lockShared, [[...new Set(workspaces)]]);
}

/** Waits until nobody writes, and holds writes off until the transaction ends. */
export async function lockForErasure(tx: Tx, workspaces: readonly string[]): Promise<void> {
  await tx.rows(lockAlone, [[...new Set(workspaces)]]);
}

/** Of how many words the names are that were erased. */
export async function readTombstoneLengths(
  tx: Tx,
  workspaces: readonly string[],
): Promise<number[]> {
  const rows = await tx.rows<{ words: number }>(readLengths, [workspaces]);
  return rows.map(({ words }) => words);
}

/** Those of the hashes that are of something erased. */
export async function findTombstones(
  tx: Tx,
  workspaces: readonly string[],
  hashes: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.rows<{ hash: string }>(findHashes, [workspaces, hashes]);
  return new Set(rows.map(({ hash }) => hash));
}

export async function storeTombstone(
  tx: Tx,
  workspace: string,
  { hash, words }: { readonly hash: string; readonly words: number },
): Promise<void> {
  await tx.rows(insertTombstone, [workspace, hash, words, tx.caller.principal]);
}

/** Whether there was one. */
export async function dropTombstone(tx: Tx, workspace: string, hash: string): Promise<boolean> {
  return (await tx.rows(deleteTombstone, [workspace, hash])).length > 0;
}
