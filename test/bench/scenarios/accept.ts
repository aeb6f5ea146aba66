import type { Deployment } from '../stand/deployment.js';
import type { Stand } from '../stand/stand.js';
import { spreadOf } from '../statistics/spread.js';
import { measureOffered } from './offered.js';
import { contentOf, everyMode, messages, type Scenario } from './scenario.js';

const closed = { kind: 'closed', connections: 64 } as const;

/**
 * The door alone: in scale-out mode no worker runs, so that what the API accepts is not held back by turns on the same
 * cores. Bells are rung. There it is also measured in two processes, as `CAXTON_PROCESSES` starts them: one is
 * bound by its event loop before two cores are busy. In the other modes one process does both, and the turns
 * take their share.
 */
export const accept: Scenario = {
  name: 'accept',
  title: 'Durable accept: answered after COMMIT, nobody waits for the reply',
  modes: everyMode,
  measure: async (stand) => {
    const scalesOut = stand.mode === 'scale-out';
    await stand.with({ worker: false }, async (deployment) => {
      if (scalesOut) await deployMailbox(deployment);
      const saturation = await saturate(stand, deployment);
      const fixed = scalesOut ? [2_000] : [];
      const offer = { what: 'accept', request: messages(), saturation, fixed };
      await measureOffered(stand, deployment, offer);
    });
    if (!scalesOut) return;
    const two = { worker: false, settings: { CAXTON_PROCESSES: '2' } };
    await stand.with(two, async (deployment) => {
      await deployMailbox(deployment);
      await saturate(stand, deployment, ' by two processes');
    });
  },
};

/** An agent that has mail although no worker has brought one. */
async function deployMailbox(deployment: Deployment): Promise<void> {
  const agent = { name: 'Noop', capabilities: ['noop'], system_prompt: 'Answer.' };
  await deployment.ask('POST', '/agents', agent);
}

async function saturate(stand: Stand, deployment: Deployment, by = ''): Promise<number> {
  let firstNumber = 0;
  const body = contentOf('1');
  const runs = await stand.runs(async () => {
    const echo = await stand.ground('echo', body);
    const rows = await stand.ground('rows', body);
    const measured = await stand.load(deployment, {
      request: messages(),
      pace: closed,
      firstNumber,
    });
    firstNumber = measured.report.nextNumber;
    return { echo, rows, measured };
  });
  const { findings } = stand;
  const rate = runs.map(({ measured }) => measured.perSecond);
  findings.figure(`accepted${by}, 64 clients`, '1/s', rate, [
    { name: 'rows inserted durably, 50 a transaction', values: runs.map(({ rows }) => rows) },
    { name: 'bare Fastify echo', values: runs.map(({ echo }) => echo) },
  ]);
  findings.figure(
    `accept${by}, 64 clients, p50`,
    'ms',
    runs.map(({ measured }) => measured.p50),
  );
  findings.figure(
    `accept${by}, 64 clients, p99`,
    'ms',
    runs.map(({ measured }) => measured.p99),
  );
  findings.cost(
    `a message accepted${by}`,
    runs.map(({ measured }) => measured.costs),
  );
  return spreadOf(rate).median;
}
