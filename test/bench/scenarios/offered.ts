import type { RequestPlan } from '../load/load-order.js';
import type { Deployment } from '../stand/deployment.js';
import { ratesBelow } from '../stand/plan.js';
import type { Stand } from '../stand/stand.js';
import { spreadOf } from '../statistics/spread.js';

/** What is offered. */
interface Offer {
  /** In a few letters, for names of figures: `accept`. */
  readonly what: string;
  readonly request: RequestPlan;
  /** What a closed loop reached. */
  readonly saturation: number;
}

/** Latency at fixed rates of an open loop, as figures and as a plot. */
export async function measureOffered(
  stand: Stand,
  deployment: Deployment,
  { what, request, saturation }: Offer,
): Promise<void> {
  const { findings, plan, mode } = stand;
  const half: [number, number][] = [];
  const most: [number, number][] = [];
  let firstNumber = 10_000_000;
  for (const rate of plan.rates ?? ratesBelow(saturation)) {
    const runs = await stand.runs(async (run) => {
      const pace = { kind: 'open', perSecond: rate, seed: run + 1 } as const;
      const measured = await stand.load(deployment, { request, pace, firstNumber });
      firstNumber = measured.report.nextNumber;
      return measured;
    });
    const p50 = runs.map((one) => one.p50);
    const p99 = runs.map((one) => one.p99);
    findings.figure(`${what} at ${rate}/s, p50`, 'ms', p50);
    findings.figure(`${what} at ${rate}/s, p99`, 'ms', p99);
    half.push([rate, spreadOf(p50).median]);
    most.push([rate, spreadOf(p99).median]);
  }
  findings.plot({
    name: `${what}-latency-${mode}`,
    title: `Latency of ${what} over offered rate (${mode})`,
    x: 'messages a second',
    y: 'milliseconds',
    isLog: true,
    series: [
      { name: 'p50', points: half },
      { name: 'p99', points: most },
    ],
  });
}
