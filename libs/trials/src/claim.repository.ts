import type { Statement, Tx } from '#platform';
import type { ScenarioOutcome } from './scenario-outcome.js';
import type { TrialRequest } from './trial-request.js';

/** A trial that is ours to run. */
export interface ClaimedTrial {
  readonly workspace: string;
  readonly id: string;
  readonly token: string;
  /** Who has it done. */
  readonly principal: string;
  readonly request: TrialRequest;
  /** Milliseconds to its deadline, by Postgres's clock. */
  readonly leftMs: number;
}

/** Which trial, and that it is ours. */
export type TrialLease = Pick<ClaimedTrial, 'workspace' | 'id' | 'token'>;

/** Never twice: it costs money, and its tools may have had their effect. Index trials_waiting. */
const claim: Statement = {
  name: 'trial.claim',
  text: `
    with due as (
      select workspace_id, id from trials
      where state = 'waiting' and deadline > clock_timestamp()
        and ($3::text[] is null or capabilities && $3)
      order by created_at limit 1 for update skip locked)
    update trials t set state = 'running', token = $1,
      lease_until = clock_timestamp() + $2 * interval '1 ms'
    from due where t.workspace_id = due.workspace_id and t.id = due.id
    returning t.workspace_id as workspace, t.id, t.token, t.principal, t.request,
      (extract(epoch from t.deadline - clock_timestamp()) * 1000)::float8 as "leftMs"`,
};

const renew: Statement = {
  name: 'trial.renew',
  text: `
    update trials set lease_until = clock_timestamp() + $4 * interval '1 ms'
    where workspace_id = $1 and id = $2 and token = $3 and state = 'running' returning id`,
};

const note: Statement = {
  name: 'trial.note',
  text: `
    update trials set outcomes = outcomes || $4::jsonb, memory_mb = greatest(memory_mb, $5)
    where workspace_id = $1 and id = $2 and token = $3 and state = 'running' returning id`,
};

const finish: Statement = {
  name: 'trial.finish',
  text: `
    update trials set state = 'ended', why = $4
    where workspace_id = $1 and id = $2 and token = $3 and state = 'running'`,
};

/** Index trials_old. */
const dropOld: Statement = {
  name: 'trial.drop-old',
  text: `
    delete from trials where (workspace_id, id) in (
      select workspace_id, id from trials where created_at < now() - interval '1 day' limit $1)
    returning 1`,
};

/** The one that waits longest; of these capabilities, if there are any. */
export async function claimTrial(
  tx: Tx,
  token: string,
  leaseMs: number,
  capabilities: readonly string[] | undefined,
): Promise<ClaimedTrial | undefined> {
  const values = [token, leaseMs, capabilities ?? null];
  return (await tx.rows<ClaimedTrial & Record<string, unknown>>(claim, values))[0];
}

/** False: it is not ours any more, or nobody wants it. */
export async function renewTrial(tx: Tx, of: TrialLease, leaseMs: number): Promise<boolean> {
  return (await tx.rows(renew, [...keyOf(of), leaseMs])).length > 0;
}

/** False: it is not ours any more, or nobody wants it. */
export async function noteOutcome(
  tx: Tx,
  of: TrialLease,
  outcome: ScenarioOutcome,
  memoryMb: number,
): Promise<boolean> {
  const values = [...keyOf(of), JSON.stringify([outcome]), memoryMb];
  return (await tx.rows(note, values)).length > 0;
}

/** `why` stands for the scenarios that have no outcome. */
export async function finishTrial(tx: Tx, of: TrialLease, why: string | undefined): Promise<void> {
  await tx.rows(finish, [...keyOf(of), why ?? null]);
}

/** Forgets some of those that began more than a day ago. Gives how many. */
export async function dropOldTrials(tx: Tx, most: number): Promise<number> {
  return (await tx.rows(dropOld, [most])).length;
}

function keyOf({ workspace, id, token }: TrialLease): string[] {
  return [workspace, id, token];
}
