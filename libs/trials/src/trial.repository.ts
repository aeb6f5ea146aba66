import type { Statement, Tx } from '#platform';
import type { ScenarioOutcome } from './scenario-outcome.js';
import type { TrialRequest } from './trial-request.js';

/** A worker that runs a trial ends it by itself at its deadline, and has so long for it. */
const graceSeconds = 3;

/** Of all who begin trials in a workspace, one counts at a time. */
const lock: Statement = {
  name: 'trial.lock',
  text: `select pg_advisory_xact_lock(hashtextextended('trials ' || $1, 0))`,
};

/** Index trials_pk: a workspace has those of one day. */
const countOpen: Statement = {
  name: 'trial.count-open',
  text: `
    select count(*)::int as count from trials
    where workspace_id = $1 and state in ('waiting', 'running') and deadline > clock_timestamp()`,
};

const insert: Statement = {
  name: 'trial.insert',
  text: `
    insert into trials (workspace_id, id, principal, capabilities, request, deadline)
    values ($1, $2, $3, $4, $5, clock_timestamp() + $6 * interval '1 ms')`,
};

/** Why nobody works on it any more. Null: somebody does, or it has ended. */
const read: Statement = {
  name: 'trial.read',
  text: `
    select state, request, outcomes, memory_mb, why,
      case when state = 'ended' then null
        when state = 'running' and lease_until < clock_timestamp() then 'WORKER_LOST'
        when deadline + ${String(graceSeconds)} * interval '1 s' > clock_timestamp() then null
        when state = 'waiting' then 'NO_WORKER' else 'TIMED_OUT' end as lost
    from trials where workspace_id = $1 and id = $2`,
};

const end: Statement = {
  name: 'trial.end',
  text: `
    update trials set state = 'ended', why = $3
    where workspace_id = $1 and id = $2 and state <> 'ended'`,
};

/** A trial as whoever waits for it sees it. */
export interface TrialRow extends Record<string, unknown> {
  readonly state: 'waiting' | 'running' | 'ended';
  readonly request: TrialRequest;
  readonly outcomes: readonly ScenarioOutcome[];
  readonly memory_mb: number;
  readonly why: string | null;
  readonly lost: string | null;
}

/** Until the transaction ends, nobody else begins one here. */
export async function countOpenTrials(tx: Tx): Promise<number> {
  const { workspace } = tx.caller;
  await tx.rows(lock, [workspace]);
  const [row] = await tx.rows<{ count: number }>(countOpen, [workspace]);
  return row?.count ?? 0;
}

export async function insertTrial(
  tx: Tx,
  id: string,
  request: TrialRequest,
  forMs: number,
): Promise<void> {
  const { workspace, principal } = tx.caller;
  const { capabilities } = request.configuration;
  const values = [workspace, id, principal, capabilities, JSON.stringify(request), forMs];
  await tx.rows(insert, values);
}

export async function readTrial(tx: Tx, id: string): Promise<TrialRow | undefined> {
  return (await tx.rows<TrialRow>(read, [tx.caller.workspace, id]))[0];
}

/** `why` stands for the scenarios that have not ended. */
export async function endTrial(tx: Tx, id: string, why: string): Promise<void> {
  await tx.rows(end, [tx.caller.workspace, id, why]);
}
