import type { Clock, Database, EventChannel, Logger } from '#platform';
import type { TrialRunner } from '#runtime';
import { TrialClaims } from '#trials';
import { runScenario, type ScenarioKit } from './run-scenario.js';
import { runTrial } from './run-trial.js';
import { TrialRounds } from './trial-rounds.js';

export interface TrialGround {
  readonly database: Database;
  readonly channel: Pick<EventChannel, 'subscribe'>;
  readonly runner: TrialRunner;
  readonly costOf: ScenarioKit['costOf'];
  /** The only capabilities that this worker serves. @default all */
  readonly capabilities: readonly string[] | undefined;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Puts together what runs trials in a worker. */
export function openTrialRounds(ground: TrialGround): TrialRounds {
  const { database, channel, capabilities, clock, log } = ground;
  const claims = new TrialClaims(database);
  const kit = {
    ...{ claims, clock, log },
    runScenario: (
      ...of: Parameters<typeof runScenario> extends [unknown, ...infer Rest] ? Rest : never
    ) => runScenario(ground, ...of),
  };
  return new TrialRounds({
    ...{ claims, channel, capabilities, log },
    run: (trial, stopping) => runTrial(kit, trial, stopping),
  });
}
