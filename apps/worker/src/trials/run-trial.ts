import { memoryUsage } from 'node:process';
import type { Clock, Logger } from '#platform';
import { trialLeaseMs, type ClaimedTrial, type ScenarioOutcome, type TrialClaims } from '#trials';

export interface TrialKit {
  readonly claims: Pick<TrialClaims, 'renew' | 'note' | 'finish'>;
  /** Runs the scenario of that number, in that time. Never rejects. */
  readonly runScenario: (
    trial: ClaimedTrial,
    index: number,
    timeLeft: number,
    stop: AbortSignal,
  ) => Promise<ScenarioOutcome>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Scenarios of one trial that run beside one another. */
const beside = 2;

const renewEveryMs = trialLeaseMs / 4;
/** A lease that could not be renewed for so long may soon be taken for lost. */
const fenceMs = 0.8 * trialLeaseMs;

/**
 * Runs a claimed trial: each scenario is kept as it ends, so that a worker that dies loses only what it was at. It
 * stops when its time is over, when nobody wants it any more, and when the worker stops.
 */
export async function runTrial(
  kit: TrialKit,
  trial: ClaimedTrial,
  stopping: AbortSignal,
): Promise<void> {
  const { clock, claims } = kit;
  const until = clock.monotonic() + trial.leftMs;
  const lost = new AbortController();
  const stop = AbortSignal.any([stopping, lost.signal]);
  const keeper = keepLease(kit, trial, lost);
  const isOver = (): boolean => stop.aborted;
  const open = trial.request.scenarios.map((_, index) => index);
  const lane = async (): Promise<void> => {
    for (let index = open.shift(); index !== undefined; index = open.shift()) {
      const left = until - clock.monotonic();
      if (left <= 0 || isOver()) return;
      const outcome = await kit.runScenario(trial, index, left, stop);
      if (isOver()) return;
      if (!(await claims.note(trial, outcome, memoryMb()))) lost.abort();
    }
  };
  try {
    await Promise.all(Array.from({ length: beside }, lane));
  } finally {
    clearInterval(keeper);
  }
  if (lost.signal.aborted) return;
  await claims.finish(trial, stopping.aborted ? 'WORKER_STOPPED' : undefined);
}

/** Aborts `lost` when the lease could not be kept: the trial was called off, or is taken for lost. */
function keepLease(
  { claims, clock, log }: TrialKit,
  trial: ClaimedTrial,
  lost: AbortController,
): NodeJS.Timeout {
  let renewedAt = clock.monotonic();
  return setInterval(() => {
    const askedAt = clock.monotonic();
    claims.renew(trial).then(
      (isOurs) => {
        if (isOurs) renewedAt = askedAt;
        else lost.abort();
      },
      (error: unknown) => {
        log.warn({ err: error, trial: trial.id }, 'The lease of a trial could not be renewed.');
        if (clock.monotonic() - renewedAt > fenceMs) lost.abort();
      },
    );
  }, renewEveryMs);
}

function memoryMb(): number {
  return Math.round(memoryUsage.rss() / 1_048_576);
}
