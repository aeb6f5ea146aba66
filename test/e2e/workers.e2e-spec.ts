import { ContractFetch } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith, serverUrl } from '../support/test-servers.js';

interface Listed {
  readonly id: string;
  readonly pid: number;
  readonly status: string;
  readonly capabilities: string[] | null;
  readonly concurrency: number;
  readonly code_agents: string[];
  readonly lanes: string[];
  readonly turns_total: number;
}

const agents = `${import.meta.dirname}/agents`;

const listOf = async (api: ContractFetch): Promise<readonly Listed[]> =>
  (await api.call<{ workers: Listed[] }>('/api/v1/workers')).body.workers;

const deploy = (api: ContractFetch, name: string, capability: string): Promise<unknown> =>
  api.call('/api/v1/agents', {
    body: { name, capabilities: [capability], system_prompt: 'Answer.' },
  });

describe('a server with its own worker', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    const settings = { CAXTON_DATA_DIR: data.path, CAXTON_AGENTS_DIR: agents };
    server = await ServerUnderTest.start({ settings });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('lists that worker from the start on, and counts it in its health', async () => {
    const [worker, ...others] = await listOf(api);
    expect(others).toEqual([]);
    expect(worker).toMatchObject({
      id: expect.stringMatching(/^wrk-/) as string,
      status: 'running',
      capabilities: null,
      concurrency: 32,
      code_agents: expect.arrayContaining(['Echo']) as string[],
      lanes: expect.arrayContaining(['cap.echo', 'direct']) as string[],
    });
    expect((await api.call('/api/v1/health')).body).toMatchObject({ workers: 1 });
  });

  it('counts turns in its heartbeats and in its metrics', async () => {
    await api.call('/api/v1/messages', {
      body: { capability: 'echo', content: {}, wait: '20s' },
    });
    const [worker] = await eventually(
      () => listOf(api),
      ([first]) => first?.turns_total === 1,
    );
    expect(worker?.turns_total).toBe(1);
    const text = await (await fetch(server.metricsUrl)).text();
    expect(text).toContain('caxton_worker_turns_total 1\n');
    expect(text).toContain('caxton_messages_total{status="completed"} 1\n');
  });

  it('says on both of its ports that it is alive and ready', async () => {
    expect((await api.call('/health/live')).body).toEqual({ status: 'alive' });
    const ready = { status: 'ready', checks: { database: 'ok', queue: 'ok' } };
    expect((await api.call('/health/ready')).body).toEqual(ready);
    const base = server.metricsUrl.replace('/metrics', '');
    expect(await (await fetch(`${base}/health/live`)).json()).toEqual({ status: 'alive' });
    expect(await (await fetch(`${base}/health/ready`)).json()).toEqual(ready);
    expect((await fetch(`${base}/else`)).status).toBe(404);
  });
});

describeWith(['postgres', 'redis'], 'workers in processes of their own', () => {
  let database: TestDatabase;
  let settings: Record<string, string>;
  let server: RunningServer;
  let api: ContractFetch;
  const started: RunningServer[] = [];

  const startWorker = async (...flags: string[]): Promise<RunningServer> => {
    const worker = await ServerUnderTest.start({
      settings: { ...settings, CAXTON_AGENTS_DIR: agents },
      command: ['worker', 'start', ...flags],
    });
    started.push(worker);
    return worker;
  };

  beforeAll(async () => {
    database = await createReadyDatabase();
    settings = {
      CAXTON_DATABASE_URL: database.url,
      CAXTON_REDIS_URL: serverUrl('redis'),
      CAXTON_QUEUE_PREFIX: createQueuePrefix(),
    };
    server = await ServerUnderTest.start({ settings, command: ['api', 'start'] });
    api = await ContractFetch.of(server.url);
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map(({ process }) => process.stop('SIGKILL')));
  });
  afterAll(async () => {
    await server.process.stop();
    await database.drop();
  });

  it('are none at first', async () => {
    expect(await listOf(api)).toEqual([]);
    expect((await api.call('/api/v1/health')).body).toMatchObject({ workers: 0 });
  });

  it('are listed as they were started, and leave the list when they are stopped', async () => {
    const picky = await startWorker('--capabilities', 'echo,report', '--concurrency', '3');
    await startWorker();
    const listed = await listOf(api);
    expect(listed.map(({ capabilities, concurrency }) => [capabilities, concurrency])).toEqual([
      [['echo', 'report'], 3],
      [null, 32],
    ]);
    expect(listed[0]?.lanes).toEqual(['cap.echo', 'cap.report', 'direct', 'no-capability']);
    expect(await picky.process.stop()).toMatchObject({ code: 0 });
    expect((await listOf(api)).map(({ capabilities }) => capabilities)).toEqual([null]);
  });

  it('are lost when they were killed, soon after their last heartbeat', async () => {
    const worker = await startWorker();
    const { id = '' } = (await listOf(api)).at(-1) ?? {};
    await worker.process.stop('SIGKILL');
    const list = await eventually(
      () => listOf(api),
      (seen) => seen.some((one) => one.id === id && one.status === 'lost'),
    );
    expect(list.find((one) => one.id === id)).toMatchObject({ status: 'lost' });
  });

  it('pick up a capability that comes while they run', async () => {
    await startWorker();
    const { id = '' } = (await listOf(api)).at(-1) ?? {};
    await deploy(api, 'Newcomer', 'brand-new');
    const { body } = await api.call('/api/v1/messages', {
      body: { capability: 'brand-new', content: { request: 'Are you there?' }, wait: '20s' },
    });
    expect(body).toMatchObject({ status: 'completed', routed_to: 'Newcomer' });
    const list = await eventually(
      () => listOf(api),
      (seen) => seen.some((one) => one.id === id && one.lanes.includes('cap.brand-new')),
    );
    expect(list.find((one) => one.id === id)?.lanes).toContain('cap.brand-new');
  });

  it('serve their own metrics and say whether they are ready', async () => {
    const { metricsUrl } = await startWorker();
    const text = await (await fetch(metricsUrl)).text();
    expect(text).toContain('caxton_worker_turns_running 0\n');
    expect(text).not.toContain('caxton_messages_total');
    const ready = await fetch(metricsUrl.replace('/metrics', '/health/ready'));
    expect([ready.status, await ready.json()]).toMatchObject([200, { status: 'ready' }]);
  });
});
