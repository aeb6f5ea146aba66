import type { RequestPlan } from '../load/load-order.js';
import type { Deployment } from '../stand/deployment.js';
import type { Findings } from '../stand/findings.js';
import { isHeld, offeredRates, type OfferedRate } from '../stand/plan.js';
import type { Measured, Stand } from '../stand/stand.js';
import { spreadOf } from '../statistics/spread.js';

/** What is offered. */
interface Offer {
  /** In a few letters, for names of figures: `accept`. */
  readonly what: string;
  readonly request: RequestPlan;
  /** What a closed loop reached, in a second. */
  readonly saturation: number;
  /** Rates that are offered whether the machine can hold them or not. */
  readonly fixed?: readonly number[];
}

/** What a run of an open loop gave. */
export type OfferedRun = Pick<Measured, 'perSecond' | 'p50' | 'p99'>;

/** Latency at the rates of an open loop, as figures and as a plot. */
export async function measureOffered(
  stand: Stand,
  deployment: Deployment,
  { what, request, saturation, fixed }: Offer,
): Promise<void> {
  const points: LatencyPoints = { p50: [], p99: [] };
  let firstNumber = 10_000_000;
  for (const rate of offeredRates(stand.plan, saturation, fixed)) {
    const runs = await stand.runs(async (run) => {
      const pace = { kind: 'open', perSecond: rate.perSecond, seed: run + 1 } as const;
      const measured = await stand.load(deployment, { request, pace, firstNumber });
      firstNumber = measured.report.nextNumber;
      return measured;
    });
    tellOffered(stand.findings, { what, rate, runs, points, seconds: stand.plan.seconds });
  }
  plotLatency(stand.findings, points, {
    name: `${what}-latency-${stand.mode}`,
    title: `Latency of ${what} over offered rate (${stand.mode})`,
  });
}

export type LatencyPoints = Record<'p50' | 'p99', [rate: number, ms: number][]>;

interface Offered {
  readonly what: string;
  readonly rate: OfferedRate;
  readonly runs: readonly OfferedRun[];
  readonly points: LatencyPoints;
  /** Of a run. */
  readonly seconds: number;
}

/** Takes down what was done of what was offered, and after how long. A rate that was not held is no point of the plot. */
export function tellOffered(
  findings: Findings,
  { what, rate, runs, points, seconds }: Offered,
): void {
  const done = runs.map(({ perSecond }) => perSecond);
  const p50 = runs.map((run) => run.p50);
  const p99 = runs.map((run) => run.p99);
  const name = `${what} at ${rate.name}`;
  const offered = runs.map(() => rate.perSecond);
  findings.figure(`${name}, done`, '1/s', done, [{ name: 'offered', values: offered }]);
  findings.figure(`${name}, p50`, 'ms', p50);
  findings.figure(`${name}, p99`, 'ms', p99);
  const reached = spreadOf(done).median;
  if (isHeld(reached, rate.perSecond, seconds)) {
    points.p50.push([rate.perSecond, spreadOf(p50).median]);
    points.p99.push([rate.perSecond, spreadOf(p99).median]);
  } else {
    findings.note(`${name}: not reached, ${rate.perSecond}/s offered, ${reached}/s done`);
  }
}

/** Both percentiles over the rate. */
export function plotLatency(
  findings: Findings,
  points: LatencyPoints,
  titled: { readonly name: string; readonly title: string },
): void {
  const series = (['p50', 'p99'] as const).map((name) => ({
    name,
    points: points[name].toSorted(([a], [b]) => a - b),
  }));
  findings.plot({ ...titled, x: 'messages a second', y: 'milliseconds', isLog: true, series });
}
