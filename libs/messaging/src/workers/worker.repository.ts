import type { WorkerView } from '#protocol';
import type { Statement, Tx } from '#platform';
import type { Heartbeat, ServingWorker } from './heartbeat.js';

/**
 * The first heartbeat registers and every later one does the same again, so that a worker that slept
 * long enough to be forgotten is back with its next. By Postgres's clock, like leases.
 */
const beat: Statement = {
  name: 'workers.beat',
  text: `
    insert into workers (id, workspace_id, host, pid, version, status, capabilities, concurrency,
      code_agents, lanes, turns_running, turns_total, started_at, problems, heartbeat_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
      clock_timestamp() - $13::float8 * interval '1 ms', $14, clock_timestamp())
    on conflict (id) do update set status = excluded.status, lanes = excluded.lanes,
      turns_running = excluded.turns_running, turns_total = excluded.turns_total,
      problems = excluded.problems,
      heartbeat_at = excluded.heartbeat_at`,
};

const leave: Statement = {
  name: 'workers.leave',
  text: `delete from workers where id = $1`,
};

/** There are as many rows as processes: no index is worth its keep. */
const list: Statement = {
  name: 'workers.list',
  text: `
    select id, host, pid, version, capabilities, concurrency, code_agents, lanes, problems,
      turns_running, turns_total::float8 as turns_total, started_at, heartbeat_at,
      case when heartbeat_at < clock_timestamp() - $2::int * interval '1 ms' then 'lost'
        else status end as status
    from workers where workspace_id in ('*', $1) order by started_at, id limit 1000`,
};

/** Who is alive and takes turns, by what they serve. */
const serving: Statement = {
  name: 'workers.serving',
  text: `
    select id, capabilities, problems from workers
    where status = 'running' and heartbeat_at >= clock_timestamp() - $1::int * interval '1 ms'`,
};

const forget: Statement = {
  name: 'workers.forget',
  text: `
    delete from workers where heartbeat_at < clock_timestamp() - $1::int * interval '1 ms'
    returning id`,
};

interface ServingRow extends Readonly<Record<string, unknown>> {
  readonly id: string;
  readonly capabilities: string[] | null;
  readonly problems: string[];
}

interface WorkerRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  readonly status: WorkerView['status'];
  readonly capabilities: string[] | null;
  readonly concurrency: number;
  readonly code_agents: string[];
  readonly lanes: string[];
  readonly problems: string[];
  readonly turns_running: number;
  readonly turns_total: number;
  readonly started_at: Date;
  readonly heartbeat_at: Date;
}

export async function writeHeartbeat(tx: Tx, { worker, ...now }: Heartbeat): Promise<void> {
  const { id, host, pid, version, capabilities = null, concurrency, codeAgents } = worker;
  const { status, lanes, turnsRunning, turnsTotal, upMs, problems = [] } = now;
  await tx.rows(beat, [
    ...[id, tx.caller.workspace, host, pid, version, status, capabilities, concurrency],
    ...[codeAgents, lanes, turnsRunning, turnsTotal, upMs, problems],
  ]);
}

export async function removeWorker(tx: Tx, id: string): Promise<void> {
  await tx.rows(leave, [id]);
}

export async function listWorkers(tx: Tx, lostAfterMs: number): Promise<WorkerView[]> {
  const rows = await tx.rows<WorkerRow>(list, [tx.caller.workspace, lostAfterMs]);
  return rows.map(({ started_at, heartbeat_at, ...row }) => ({
    ...row,
    started: started_at.toISOString(),
    last_heartbeat: heartbeat_at.toISOString(),
  }));
}

export async function readServing(tx: Tx, lostAfterMs: number): Promise<ServingWorker[]> {
  const rows = await tx.rows<ServingRow>(serving, [lostAfterMs]);
  return rows.map(({ id, capabilities, problems }) => ({
    ...{ id, capabilities: capabilities ?? undefined },
    ...(problems.length === 0 ? {} : { problems }),
  }));
}

export async function forgetWorkers(tx: Tx, silentMs: number): Promise<string[]> {
  const rows = await tx.rows<{ id: string }>(forget, [silentMs]);
  return rows.map(({ id }) => id);
}
