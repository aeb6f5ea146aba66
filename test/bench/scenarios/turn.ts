import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { spreadOf } from '../statistics/spread.js';
import { measureOffered } from './offered.js';
import { contentOf, everyMode, messages, type Scenario } from './scenario.js';

const request = messages({ waits: true });

/** From the request to the reply in hand: accepted, rung, claimed, run, committed, told. */
export const turn: Scenario = {
  name: 'turn',
  title: 'A turn of a code agent, end to end: the reply is in the answer to the request',
  modes: everyMode,
  measure: (stand) =>
    stand.with({}, async (deployment) => {
      const saturation = await saturate(stand, deployment);
      await measureIdle(stand, deployment);
      const fixed = stand.mode === 'scale-out' ? [1_000] : [];
      await measureOffered(stand, deployment, { what: 'turn', request, saturation, fixed });
    }),
};

/** One at a time: what a person who is alone waits. */
async function measureIdle(stand: Stand, deployment: Deployment): Promise<void> {
  let firstNumber = 0;
  const runs = await stand.runs(async () => {
    const queue = await stand.ground('queue latency');
    const row = await stand.ground('row latency', contentOf('1'));
    const pace = { kind: 'closed', connections: 1 } as const;
    const measured = await stand.load(deployment, { request, pace, firstNumber });
    firstNumber = measured.report.nextNumber;
    return { queue, row, measured };
  });
  const { findings } = stand;
  findings.figure(
    'idle, p50',
    'ms',
    runs.map(({ measured }) => measured.p50),
    [
      { name: 'a BullMQ job, added and processed', values: runs.map(({ queue }) => queue) },
      { name: 'a row and its commit', values: runs.map(({ row }) => row) },
    ],
  );
  findings.figure(
    'idle, p99',
    'ms',
    runs.map(({ measured }) => measured.p99),
  );
}

async function saturate(stand: Stand, deployment: Deployment): Promise<number> {
  let firstNumber = 1_000_000;
  const runs = await stand.runs(async () => {
    const queue = await stand.ground('queue');
    const pace = { kind: 'closed', connections: 64 } as const;
    const measured = await stand.load(deployment, { request, pace, firstNumber });
    firstNumber = measured.report.nextNumber;
    return { queue, measured };
  });
  const { findings } = stand;
  const rate = runs.map(({ measured }) => measured.perSecond);
  findings.figure('turns, 64 clients', '1/s', rate, [
    { name: 'BullMQ jobs, added and processed', values: runs.map(({ queue }) => queue) },
  ]);
  findings.figure(
    'turn, 64 clients, p50',
    'ms',
    runs.map(({ measured }) => measured.p50),
  );
  findings.figure(
    'turn, 64 clients, p99',
    'ms',
    runs.map(({ measured }) => measured.p99),
  );
  findings.cost(
    'a turn',
    runs.map(({ measured }) => measured.costs),
  );
  return spreadOf(rate).median;
}
