import { readFileSync } from 'node:fs';
import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { onRedis, type Ground } from '../support/grounds.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { agentsDir, Cancelling } from '../e2e/cancelling.js';
import type { FaultOrderInput } from './armed/fault-orders.js';

const ended = [
  ['api_client', 'request', 'cancelled', null],
  ['Sleeper', 'failure', null, 'CANCELLED'],
];

describeWith(['postgres', 'redis'], 'a cancellation, when processes fail', () => {
  let ground: Ground;
  let server: RunningServer;
  let at: Cancelling;
  const processes: ServerUnderTest[] = [];

  const start = async (
    command: readonly string[],
    orders: readonly FaultOrderInput[] = [],
  ): Promise<RunningServer> => {
    const started = await ServerUnderTest.start({
      settings: {
        ...ground.settings,
        CAXTON_AGENTS_DIR: agentsDir,
        CAXTON_FAULTS: JSON.stringify(orders),
      },
      command,
      nodeFlags: ['--conditions=caxton-faults'],
    });
    processes.push(started.process);
    return started;
  };
  const startWorker = (orders: readonly FaultOrderInput[] = []): Promise<RunningServer> =>
    start(['worker', 'start'], orders);

  beforeAll(async () => {
    ground = await onRedis();
    server = await start(['server', 'start', '--api-only']);
    at = new Cancelling(await ContractFetch.of(server.url));
  });
  afterEach(async () => {
    for (const one of processes.splice(1)) await one.stop('SIGKILL');
  });
  afterAll(async () => {
    await server.process.stop('SIGKILL');
    await ground.remove();
  });

  it('is written although its worker is stopped, whose commit then writes nothing', async () => {
    const stopped = await startWorker();
    const id = await at.send('sleep', 'stopped', { ms: 3_000 });
    await at.running(id);
    signal(stopped.process, 'SIGSTOP');
    const other = await startWorker();
    expect(await at.cancel(id)).toMatchObject({ status: 202 });
    expect(await at.ended(id)).toMatchObject({ status: 'cancelled' });
    signal(stopped.process, 'SIGCONT');
    const next = await at.send('sleep', 'stopped-next', { ms: 10 });
    expect(await at.ended(next)).toMatchObject({ status: 'completed' });
    for (const { process } of [stopped, other]) {
      expect(await process.stop()).toMatchObject({ code: 0 });
    }
    expect(await at.talk('stopped')).toEqual(ended);
  });

  it('is what the worker commits that was stopped just before its answer', async () => {
    const order = { point: 'mailbox.commit', when: 'before', fault: 'stop', nth: 1 } as const;
    const worker = await startWorker([order]);
    const id = await at.send('sleep', 'before', { ms: 200 });
    await at.running(id);
    await eventually(() => Promise.resolve(isStopped(worker.process)), Boolean);
    expect(await at.cancel(id)).toMatchObject({ status: 202 });
    signal(worker.process, 'SIGCONT');
    expect(await at.ended(id)).toMatchObject({ status: 'cancelled' });
    expect(await at.talk('before')).toEqual(ended);
  });

  it('goes on in the sweep when the API dies after it wrote the wish', async () => {
    const order = { point: 'cancel.ask', when: 'after', fault: 'kill' } as const;
    await startWorker();
    const dying = await start(['server', 'start', '--api-only'], [order]);
    const id = await at.send('sleep', 'dying');
    await at.running(id);
    const url = `${dying.url}/api/v1/messages/${id}/cancel`;
    await expect(fetch(url, { method: 'POST' })).rejects.toThrow();
    expect(await at.ended(id)).toMatchObject({ status: 'cancelled' });
    expect(await at.talk('dying')).toEqual(ended);
  });
});

function signal({ pid }: ServerUnderTest, name: NodeJS.Signals): void {
  process.kill(pid, name);
}

/** Whether it has stopped itself. */
function isStopped({ pid }: ServerUnderTest): boolean {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}
