import { ContractFetch } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { onRedis, type Ground } from '../support/grounds.js';
import { runCaxton } from '../support/run-caxton.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { loadAgents } from './kit/cluster.js';
import { untilDrained } from './kit/drain.js';
import { Load } from './kit/load.js';
import { familyOf, isAlive, signalAll } from './kit/process-family.js';
import { Receiver } from './kit/receiver.js';

interface Listed {
  readonly pid: number;
  readonly status: string;
}

const several = { CAXTON_PROCESSES: '2', CAXTON_LLM_PROVIDER: 'embedded', CAXTON_LEASE: '2s' };

/** The supervisor and what it has started. */
const processesOf = ({ process }: RunningServer): number[] => familyOf(process.pid);

const untilGone = (pids: readonly number[]): Promise<number[]> =>
  eventually(
    () => Promise.resolve(pids.filter(isAlive)),
    (alive) => alive.length === 0,
  );

describeWith(['postgres', 'redis'], 'a server in two processes', () => {
  let ground: Ground;
  let receiver: Receiver;
  let server: RunningServer;
  let api: ContractFetch;
  let started: number[] = [];
  const load = (seed: number, name: string): Load =>
    new Load({ rate: 0, seed, name, conversations: 20, urls: () => [server.url] });

  beforeAll(async () => {
    [ground, receiver] = await Promise.all([onRedis(), Receiver.open()]);
    const own = { CAXTON_AGENTS_DIR: loadAgents, EFFECT_RECEIVER_URL: receiver.url };
    const settings = { ...ground.settings, ...several, ...own, CAXTON_LOG_LEVEL: 'debug' };
    server = await ServerUnderTest.start({ settings });
    started = processesOf(server);
    api = await ContractFetch.of(server.url);
  }, 120_000);
  afterAll(async () => {
    signalAll(started, 'SIGKILL');
    await receiver.close();
    await ground.remove();
  });

  const workers = async (): Promise<readonly Listed[]> =>
    (await api.call<{ workers: Listed[] }>('/api/v1/workers')).body.workers;

  const verify = async ({ ledger: { acknowledged } }: Load): Promise<string[]> => {
    const url = ground.settings['CAXTON_DATABASE_URL'] ?? '';
    await untilDrained(url, 40_000);
    return tell(await check(url, { acknowledged, effects: receiver.effects }));
  };

  it('answers on one port by both, each of them a worker too, and tells of both as of one', async () => {
    const sent = load(1, 'first-');
    await sent.send(60);
    expect(await verify(sent)).toEqual([]);

    const pids = (await workers()).map(({ pid }) => pid).sort();
    const lines = server.process.told('Answered a request.') as readonly Listed[];
    expect([...new Set(lines.map(({ pid }) => pid))].sort()).toEqual(pids);
    expect(pids).toHaveLength(2);

    const metrics = await (await fetch(server.metricsUrl)).text();
    expect(metrics).toContain(
      'caxton_http_request_duration_seconds_count{method="POST",route="/api/v1/messages",status="2xx"} 60\n',
    );
    expect(metrics).toContain('caxton_workers{state="running"} 2\n');
    expect(metrics).toContain('caxton_dependency_up{dependency="database"} 1\n');
  }, 60_000);

  it('loses nothing when one of them is killed under load, and starts it again', async () => {
    const [victim] = await workers();
    const sent = load(2, 'killed-');
    const sending = sent.send(100);
    signalAll([victim?.pid ?? 0], 'SIGKILL');
    await sending;
    expect(sent.ledger.acknowledged).toHaveLength(100);
    expect(sent.ledger.refusals).toEqual([]);
    expect(await verify(sent)).toEqual([]);
    expect(server.process.told('A process ended and is started again.')).toMatchObject([
      { pid: victim?.pid, signal: 'SIGKILL' },
    ]);
    const living = async (): Promise<number[]> =>
      (await workers()).map(({ pid }) => pid).filter((pid) => pid !== victim?.pid);
    const again = await eventually(living, (pids) => pids.length === 2);
    expect(again).toHaveLength(2);
  }, 120_000);

  it('ends well, its answers given, when all of its processes are told to stop at once', async () => {
    const pids = processesOf(server);
    const content = { mark: 'held', delayMs: 1_500 };
    const held = api.call('/api/v1/messages', {
      body: { message_id: 'msg-held', capability: 'echo', content, wait: '20s' },
    });
    await eventually(
      async () => (await api.call<{ status?: string }>('/api/v1/messages/msg-held')).body,
      ({ status }) => status === 'processing',
    );
    // As a terminal does at Ctrl-C.
    signalAll(pids, 'SIGINT');
    expect(await held).toMatchObject({
      body: { status: 'completed', reply: { content: { mark: 'held' } } },
    });
    expect(await server.process.end()).toMatchObject({ code: 0 });
    expect(await untilGone(pids)).toEqual([]);
  }, 60_000);

  it('leaves no process behind when its supervisor is killed', async () => {
    const settings = { ...ground.settings, ...several };
    const worker = await ServerUnderTest.start({ settings, command: ['worker', 'start'] });
    const pids = processesOf(worker);
    expect(pids).toHaveLength(3);
    signalAll([worker.process.pid], 'SIGKILL');
    expect(await untilGone(pids)).toEqual([]);
  }, 60_000);
});

describe('several processes on the embedded Postgres', () => {
  it('are refused, with what to set instead', async () => {
    const { code, err } = await runCaxton(['server', 'start'], { env: { CAXTON_PROCESSES: '2' } });
    expect(code).toBe(1);
    expect(err).toContain(
      'CAXTON_PROCESSES is 2, and the embedded Postgres belongs to one process.',
    );
    expect(err).toContain('CAXTON_DATABASE_URL');
  });

  it('are refused of a start that fails, with what it says alone', async () => {
    const { code, err } = await runCaxton(['api', 'start'], {
      env: {
        ...{ CAXTON_PROCESSES: '2', CAXTON_PORT: '0', CAXTON_METRICS_PORT: '0' },
        CAXTON_DATABASE_URL: 'postgres://127.0.0.1:1/caxton',
      },
    });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^The database at 127\.0\.0\.1:1\/caxton cannot be reached:[^]*without that variable Caxton brings its own\.\n$/,
    );
  });
});
