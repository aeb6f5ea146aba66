import type { ScenarioReport } from '../stand/findings.js';
import type { Machine } from '../stand/machine.js';
import type { Plan } from '../stand/plan.js';
import type { Verdict } from './targets.js';

/** All of one run of the benchmark. */
export interface Report {
  readonly machine: Machine;
  readonly plan: Plan;
  readonly scenarios: readonly ScenarioReport[];
  readonly targets: readonly Verdict[];
}
