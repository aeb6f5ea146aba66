import type { Deployment } from '../stand/deployment.js';
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
    await stand.with({ settings }, (deployment) => flood(stand, deployment, peaks));
  },
};

async function flood(stand: Stand, deployment: Deployment, peaks: number[]): Promise<void> {
  const { findings } = stand;
  const perSecond = Math.max(20, Math.round(spreadOf(peaks).median * times));
  // Heaps grow to their size before they are weighed, and the backlog fills before turns are counted.
  await runClosed(stand, deployment, { request: messages({ waits: true }), connections: 64 });
  const before = deployment.residentMegabytes();
  const warmSeconds = Math.max(stand.plan.isTiny ? 1 : 8, stand.plan.warmSeconds);
  let firstNumber = 1_000_000;
  const runs = await stand.runs(async (run) => {
    const pace = { kind: 'open', perSecond, seed: run + 1 } as const;
    const order = { request: messages(), pace, warmSeconds, firstNumber };
    const measured = await stand.load(deployment, order);
    firstNumber = measured.report.nextNumber;
    return measured;
  });
  const growth = deployment.residentMegabytes() - before;
  const goodput = runs.map((one) => one.turnsPerSecond);
  const peak = [{ name: 'at the peak of a closed loop', values: peaks }];
  findings.figure('turns a second under 5 × capacity', '1/s', goodput, peak);
  const share = (of: (measured: Measured) => number): number[] =>
    runs.map((one) => (of(one) / Math.max(1, one.report.sent)) * 100);
  findings.figure('offered', '1/s', [perSecond]);
  findings.figure(
    'refused with Retry-After',
    '%',
    share(({ report }) => report.refused),
  );
  findings.figure(
    'failed otherwise',
    '%',
    share(({ report }) => report.failed),
  );
  findings.figure('growth of resident memory', 'MB', [growth]);
}
