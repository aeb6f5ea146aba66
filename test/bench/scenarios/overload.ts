import type { Deployment } from '../stand/deployment.js';
import { MemoryWatch, tellMemory } from '../stand/memory-watch.js';
import type { Measured, Stand } from '../stand/stand.js';
import { spreadOf } from '../statistics/spread.js';
import { runClosed } from './closed.js';
import { messages, type Scenario } from './scenario.js';

/** What is too much, as a multiple of what a closed loop of 64 clients reaches. */
const times = 5;

/**
 * Five times as much as can be done, in an open loop that does not slow down: what is done must stay what it was, and
 * what is not must be refused with when to come back.
 */
export const overload: Scenario = {
  name: 'overload',
  title: 'Overload: 5 × capacity offered',
  modes: ['scale-out'],
  async measure(stand) {
    const peaks = await stand.with({}, async (deployment) => {
      const request = messages({ waits: true });
      const { measured } = await runClosed(stand, deployment, { request, connections: 64 });
      return measured.map((one) => one.turnsPerSecond);
    });
    // Three seconds of work: the backlog is read once a second, so less would hold the workers back.
    const backlog = Math.ceil(Math.max(10, spreadOf(peaks).median * 3));
    const settings = { CAXTON_MAX_CAPABILITY_BACKLOG: String(backlog) };
    await stand.with({ settings }, async (deployment) => {
      await warmUp(stand, deployment);
      await flood(stand, deployment, peaks);
    });
  },
};

/** The peak was that of a server that had worked for a while; so is this one when the flood comes. */
async function warmUp(stand: Stand, deployment: Deployment): Promise<void> {
  const seconds = Math.max(stand.plan.isTiny ? 1 : 8, stand.plan.warmSeconds);
  const pace = { kind: 'closed', connections: 64 } as const;
  await stand.load(deployment, { request: messages({ waits: true }), pace, seconds });
}

async function flood(stand: Stand, deployment: Deployment, peaks: number[]): Promise<void> {
  const perSecond = Math.max(20, Math.round(spreadOf(peaks).median * times));
  // The backlog fills and heaps grow to their size before anything is counted.
  const warmSeconds = Math.max(stand.plan.isTiny ? 1 : 8, stand.plan.warmSeconds);
  const settleSeconds = Math.max(stand.plan.isTiny ? 0.3 : 2, stand.plan.settleSeconds);
  const seconds = Math.max(stand.plan.isTiny ? 1 : 10, stand.plan.seconds);
  const memory = new MemoryWatch(deployment);
  let firstNumber = 1_000_000;
  const runs = await stand
    .runs(async (run) => {
      const pace = { kind: 'open', perSecond, seed: run + 1 } as const;
      const order = { request: messages(), pace, seconds, firstNumber };
      const own = { ...order, warmSeconds: run === 0 ? warmSeconds : settleSeconds };
      const measured = await stand.load(deployment, own);
      firstNumber = measured.report.nextNumber;
      return measured;
    })
    .finally(() => memory.stop());
  tellFlood(stand, { runs, peaks, perSecond });
  tellMemory(stand.findings, memory.points, {
    name: `overload-memory-${stand.mode}`,
    title: `Resident memory under 5 × capacity (${stand.mode})`,
  });
}

interface Flood {
  readonly runs: readonly Measured[];
  readonly peaks: readonly number[];
  readonly perSecond: number;
}

function tellFlood({ findings }: Stand, { runs, peaks, perSecond }: Flood): void {
  const goodput = runs.map((one) => one.turnsPerSecond);
  const peak = [{ name: 'at the peak of a closed loop', values: peaks }];
  findings.figure('turns under 5 × capacity', '1/s', goodput, peak);
  findings.figure('offered', '1/s', [perSecond]);
  const share = (name: string, of: (measured: Measured) => number): void => {
    const percent = runs.map((one) => (of(one) / Math.max(1, one.report.sent)) * 100);
    findings.figure(name, '%', percent);
  };
  share('accepted', ({ report }) => report.done);
  share('refused with 429 or 503 and Retry-After', ({ report }) => report.refused);
  share('failed otherwise', ({ report }) => report.failed);
  findings.figure(
    'accepted, p99',
    'ms',
    runs.map(({ p99 }) => p99),
  );
}
