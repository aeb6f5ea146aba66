import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import {
  createDataDir,
  ServerUnderTest,
  type Ended,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const agents = { CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents` };

/** Says something whose answer takes a while, and holds the connection until it is there. */
function ask(url: string, delayMs: number, id: string): Promise<Response> {
  return fetch(`${url}/api/v1/messages?wait=30s`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ message_id: id, capability: 'echo', content: { delayMs, n: 1 } }),
  });
}

/** Resolves when a turn works on the message. */
async function begun(url: string, id: string): Promise<void> {
  await eventually(
    async () => (await (await fetch(`${url}/api/v1/messages/${id}`)).json()) as { status?: string },
    ({ status }) => status === 'processing',
  );
}

const readinessOf = async ({ metricsUrl }: RunningServer): Promise<[number, unknown]> => {
  const response = await fetch(metricsUrl.replace('/metrics', '/health/ready'));
  return [response.status, ((await response.json()) as { status: unknown }).status];
};

/** Sends SIGTERM while an answer is held by `api`, which may be the process that stops or not. */
async function stopWhileHeld(
  stopping: RunningServer,
  api: RunningServer,
): Promise<{ readonly held: Promise<Response>; readonly ended: Promise<Ended> }> {
  expect(await readinessOf(stopping)).toEqual([200, 'ready']);
  const held = ask(api.url, 6_000, 'msg-held');
  await begun(api.url, 'msg-held');
  const ended = stopping.process.stop();
  const seen = await eventually(
    () => readinessOf(stopping),
    ([status]) => status === 503,
  );
  expect(seen).toEqual([503, 'stopping']);
  return { held, ended };
}

async function expectTurnedAway(url: string): Promise<void> {
  const refused = await ask(url, 0, 'msg-late');
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('2');
  expect(refused.headers.get('connection')).toBe('close');
  expect(await refused.json()).toMatchObject({ error: { code: 'UNAVAILABLE' } });
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
  const ready = await fetch(`${url}/health/ready`);
  expect([ready.status, await ready.json()]).toMatchObject([503, { status: 'stopping' }]);
}

async function expectAnswered(held: Promise<Response>): Promise<void> {
  const answer = await held;
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({ reply: { content: { said: { n: 1 } } } });
}

describe('a server that is told to stop', () => {
  it('says so at once, turns new work away, hands out the answer that is held, and ends', async () => {
    const data = createDataDir();
    const settings = { ...agents, CAXTON_DATA_DIR: data.path };
    const server = await ServerUnderTest.start({ settings });
    const { held, ended } = await stopWhileHeld(server, server);
    await expectTurnedAway(server.url);
    // What its last turns do may still be read.
    expect((await fetch(`${server.url}/api/v1/messages/msg-held`)).status).toBe(200);
    await expectAnswered(held);
    expect(await ended).toMatchObject({ code: 0 });
    await expect(fetch(server.url)).rejects.toThrow();
    data.remove();
  });
});

describeWith(['postgres'], 'processes that are told to stop', () => {
  let database: TestDatabase;
  let api: RunningServer;
  let worker: RunningServer;

  beforeEach(async () => {
    database = await createReadyDatabase();
    const settings = { ...agents, CAXTON_DATABASE_URL: database.url };
    api = await ServerUnderTest.start({ settings, command: ['api', 'start'] });
    worker = await ServerUnderTest.start({ settings, command: ['worker', 'start'] });
  });
  afterEach(async () => {
    await Promise.all([api, worker].map(({ process }) => process.stop('SIGKILL')));
    await database.drop();
  });

  it('an API turns new work away while others write the answer that it holds', async () => {
    const { held, ended } = await stopWhileHeld(api, api);
    await expectTurnedAway(api.url);
    expect((await fetch(`${api.url}/api/v1/messages/msg-held`)).status).toBe(503);
    await expectAnswered(held);
    expect(await ended).toMatchObject({ code: 0 });
  });

  it('a worker says so for as long as its last turn runs', async () => {
    const { held, ended } = await stopWhileHeld(worker, api);
    expect((await fetch(worker.metricsUrl)).status).toBe(200);
    await expectAnswered(held);
    expect(await ended).toMatchObject({ code: 0 });
    expect(await readinessOf(api)).toEqual([200, 'ready']);
  });
});
