import type { Statement, Tx } from '#platform';

/** Locks the row until the end of the transaction, also when nothing changes. */
const takeRoom: Statement = {
  name: 'artifacts.take-room',
  text: `
    insert into artifact_room as room (workspace_id, used_bytes) values ($1, greatest($2, 0))
    on conflict (workspace_id) do update set used_bytes = greatest(room.used_bytes + $2, 0)
    returning used_bytes`,
};

const findRoom: Statement = {
  name: 'artifacts.find-room',
  text: `select used_bytes from artifact_room where workspace_id = $1`,
};

/**
 * Adds to what the workspace of the caller keeps, or takes from it (0 only locks), and gives what it keeps
 * then. Who keeps or removes artifacts does this first, so they do so one after another.
 */
export async function changeRoom(tx: Tx, bytes: number): Promise<number> {
  const [row] = await tx.rows<{ used_bytes: string }>(takeRoom, [tx.caller.workspace, bytes]);
  return Number(row?.used_bytes ?? 0);
}

/** What the workspace of the caller keeps. */
export async function readRoom(tx: Tx): Promise<number> {
  const [row] = await tx.rows<{ used_bytes: string }>(findRoom, [tx.caller.workspace]);
  return Number(row?.used_bytes ?? 0);
}
