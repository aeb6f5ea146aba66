import type { RequestPlan } from '../load/load-order.js';
import type { Deployment } from '../stand/deployment.js';
import type { GroundFigure } from '../stand/findings.js';
import type { GroundName, Measured, Stand } from '../stand/stand.js';

/** A closed loop on a deployment. */
export interface Closed {
  readonly request: RequestPlan;
  readonly connections: number;
  /** What is measured beside it in every run. */
  readonly ground?: GroundName;
  readonly body?: string;
}

/** What each run gave, and what the ground gave beside it. */
export interface ClosedRuns {
  readonly measured: readonly Measured[];
  readonly ground: readonly number[];
}

/** The closed loop, as often as planned. */
export async function runClosed(
  stand: Stand,
  deployment: Deployment,
  closed: Closed,
): Promise<ClosedRuns> {
  const [runs = none] = await runInTurn(stand, [{ deployment, ...closed }]);
  return runs;
}

/** Before the first run. */
export const none: ClosedRuns = { measured: [], ground: [] };

/** A closed loop, and where. */
export interface ClosedOn extends Closed {
  readonly deployment: Deployment;
}

/** Several closed loops in turn, as often as planned: what changes with time changes all of them. */
export async function runInTurn(stand: Stand, loops: readonly ClosedOn[]): Promise<ClosedRuns[]> {
  const all = loops.map(() => ({ measured: [] as Measured[], ground: [] as number[] }));
  let firstNumber = 0;
  await stand.runs(async () => {
    for (const [index, { deployment, request, connections, ground, body }] of loops.entries()) {
      if (ground !== undefined) all[index]?.ground.push(await stand.ground(ground, body));
      const pace = { kind: 'closed', connections } as const;
      const measured = await stand.load(deployment, { request, pace, firstNumber });
      firstNumber = measured.report.nextNumber;
      all[index]?.measured.push(measured);
    }
  });
  return all;
}

/** What a figure of turns is compared with. */
const jobs = (values: readonly number[]): GroundFigure[] => [
  { name: 'BullMQ jobs, added and processed', values },
];

/** Takes down how many there were in a second, how long each took, and what each cost. */
export function tellTurns(
  { findings }: Stand,
  what: string,
  { measured, ground }: ClosedRuns,
): void {
  const rate = measured.map(({ perSecond }) => perSecond);
  findings.figure(what, '1/s', rate, jobs(ground));
  findings.figure(
    `${what}: p50`,
    'ms',
    measured.map(({ p50 }) => p50),
  );
  findings.figure(
    `${what}: p99`,
    'ms',
    measured.map(({ p99 }) => p99),
  );
  findings.cost(
    what,
    measured.map(({ costs }) => costs),
  );
}
