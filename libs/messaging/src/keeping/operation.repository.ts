import type { JsonObject, KeepingAction } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { KeepingPlace } from './kept-window.repository.js';

const columns = `id, action, status, filter, count, place_at::text as place_at, place_id, created_at, ended_at`;

const insert: Statement = {
  name: 'operation.insert',
  text: `
    insert into conversation_operations (workspace_id, id, action, filter, principal)
    values ($1, $2, $3, $4, $5) returning ${columns}`,
};

const find: Statement = {
  name: 'operation.find',
  text: `select ${columns} from conversation_operations where workspace_id = $1 and id = $2`,
};

const list: Statement = {
  name: 'operation.list',
  text: `
    select ${columns} from conversation_operations where workspace_id = $1
    order by created_at desc, id desc limit $2`,
};

/** Index conversation_operations_running, which is empty nearly always. */
const findRunning: Statement = {
  name: 'operation.find-running',
  text: `
    select workspace_id, id from conversation_operations where status = 'running'
    order by touched_at limit 1`,
};

const hold: Statement = {
  name: 'operation.hold',
  text: `
    select ${columns} from conversation_operations
    where workspace_id = $1 and id = $2 and status = 'running' for update skip locked`,
};

const note: Statement = {
  name: 'operation.note',
  text: `
    update conversation_operations set count = count + $3, place_at = $4, place_id = $5,
      touched_at = clock_timestamp(), status = case when $6 then 'completed' else status end,
      ended_at = case when $6 then clock_timestamp() end
    where workspace_id = $1 and id = $2 returning ${columns}`,
};

const postpone: Statement = {
  name: 'operation.postpone',
  text: `
    update conversation_operations set touched_at = clock_timestamp()
    where workspace_id = $1 and id = $2`,
};

const cancel: Statement = {
  name: 'operation.cancel',
  text: `
    update conversation_operations set status = 'cancelled', ended_at = clock_timestamp()
    where workspace_id = $1 and id = $2 and status = 'running' returning id`,
};

export interface OperationRow extends Record<string, unknown> {
  readonly id: string;
  readonly action: KeepingAction;
  readonly status: 'running' | 'completed' | 'cancelled';
  readonly filter: JsonObject;
  readonly count: number;
  readonly place_at: string;
  readonly place_id: string;
  readonly created_at: Date;
  readonly ended_at: Date | null;
}

export async function insertOperation(
  tx: Tx,
  id: string,
  action: KeepingAction,
  filter: object,
): Promise<OperationRow> {
  const { workspace, principal } = tx.caller;
  const values = [workspace, id, action, JSON.stringify(filter), principal];
  return only(await tx.rows<OperationRow>(insert, values));
}

export async function findOperation(tx: Tx, id: string): Promise<OperationRow | undefined> {
  return (await tx.rows<OperationRow>(find, [tx.caller.workspace, id]))[0];
}

export async function listOperations(tx: Tx, most: number): Promise<OperationRow[]> {
  return tx.rows<OperationRow>(list, [tx.caller.workspace, most]);
}

/** The one that was worked on longest ago, of any workspace. */
export async function findRunningOperation(
  tx: Tx,
): Promise<{ workspace_id: string; id: string } | undefined> {
  return (await tx.rows<{ workspace_id: string; id: string }>(findRunning))[0];
}

/** Nothing: it has ended, or somebody else works on it. */
export async function holdOperation(tx: Tx, id: string): Promise<OperationRow | undefined> {
  return (await tx.rows<OperationRow>(hold, [tx.caller.workspace, id]))[0];
}

/** Writes down how far it has come. */
export async function noteProgress(
  tx: Tx,
  id: string,
  count: number,
  place: KeepingPlace,
  isDone: boolean,
): Promise<OperationRow> {
  const values = [tx.caller.workspace, id, count, place.at, place.id, isDone];
  return only(await tx.rows<OperationRow>(note, values));
}

/** The others go first. */
export async function postponeOperation(tx: Tx, id: string): Promise<void> {
  await tx.rows(postpone, [tx.caller.workspace, id]);
}

export async function cancelOperation(tx: Tx, id: string): Promise<void> {
  await tx.rows(cancel, [tx.caller.workspace, id]);
}

function only(rows: readonly OperationRow[]): OperationRow {
  const [row] = rows;
  if (row === undefined) throw new Error('The operation is gone.');
  return row;
}
