import { randomUUID } from 'node:crypto';
import { systemCaller, type Database } from '#platform';
import {
  claimTrial,
  finishTrial,
  noteOutcome,
  renewTrial,
  type ClaimedTrial,
  type TrialLease,
} from './claim.repository.js';
import type { ScenarioOutcome } from './scenario-outcome.js';
import { trialTopic } from './topics.js';

/** Whoever runs a trial holds it so long without renewal. */
export const trialLeaseMs = 10_000;

/** Trials in the hands of those who run them. */
export class TrialClaims {
  constructor(private readonly database: Database) {}

  /** One that waits. Nothing: none does, of these capabilities. */
  async take(capabilities?: readonly string[]): Promise<ClaimedTrial | undefined> {
    return this.database.read(systemCaller, (tx) =>
      claimTrial(tx, randomUUID(), trialLeaseMs, capabilities),
    );
  }

  /** False: it is not ours any more, or nobody wants it. */
  async renew(trial: TrialLease): Promise<boolean> {
    return this.database.read(systemCaller, (tx) => renewTrial(tx, trial, trialLeaseMs));
  }

  /** Keeps what came of a scenario. False: it is not ours any more, or nobody wants it. */
  async note(trial: TrialLease, outcome: ScenarioOutcome, memoryMb: number): Promise<boolean> {
    return this.database.read(systemCaller, (tx) => noteOutcome(tx, trial, outcome, memoryMb));
  }

  /** `why` stands for the scenarios that have no outcome. */
  async finish(trial: TrialLease, why?: string): Promise<void> {
    await this.database.transaction(systemCaller, async (tx) => {
      await finishTrial(tx, trial, why);
      tx.announce(trialTopic(trial.workspace, trial.id));
    });
  }
}
