import { FaultyLink } from '../resilience/kit/faulty-link.js';
import { ContractFetch } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith, serverUrl } from '../support/test-servers.js';

const agents = `${import.meta.dirname}/agents`;
const echo = { body: { capability: 'echo', content: { text: 'hi' }, wait: '20s' } };

describeWith(['postgres', 'redis'], 'a server whose ground is shaken', () => {
  let database: TestDatabase;
  let toPostgres: FaultyLink;
  let toRedis: FaultyLink;
  let server: RunningServer;
  let api: ContractFetch;

  const health = (): Promise<{ status: number; body: Record<string, unknown> }> =>
    api.call('/api/v1/health');

  beforeAll(async () => {
    database = await createReadyDatabase();
    toPostgres = await FaultyLink.open(database.url);
    toRedis = await FaultyLink.open(serverUrl('redis'));
    await toRedis.cut();
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: toPostgres.url,
        CAXTON_REDIS_URL: toRedis.url,
        CAXTON_QUEUE_PREFIX: createQueuePrefix(),
        CAXTON_AGENTS_DIR: agents,
      },
    });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await Promise.all([toPostgres.cut(), toRedis.cut()]);
    await database.drop();
  });

  it('starts without Redis, says so, and still answers', async () => {
    expect((await health()).body).toMatchObject({
      status: 'degraded',
      checks: { database: 'ok', queue: 'failing' },
    });
    const { status, body } = await api.call('/api/v1/messages', echo);
    expect(status).toBe(200);
    expect(body).toMatchObject({ reply: { content: { said: { text: 'hi' } } } });
  });

  it('is healthy again when Redis comes', async () => {
    await toRedis.mend();
    const { body } = await eventually(health, (seen) => seen.body['status'] === 'healthy');
    expect(body).toMatchObject({ status: 'healthy' });
    expect((await api.call('/api/v1/messages', echo)).body).toMatchObject({
      status: 'completed',
    });
  });

  it('says when to come back while Postgres is away, and never more than that', async () => {
    await toPostgres.cut();
    for (const [path, options] of [
      ['/api/v1/messages', echo],
      ['/api/v1/agents', {}],
      ['/api/v1/conversations', {}],
    ] as const) {
      const { status, headers, body } = await api.call(path, options);
      expect({ path, status, body }).toMatchObject({
        status: 503,
        body: { error: { code: 'UNAVAILABLE' } },
      });
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(JSON.stringify(body)).not.toMatch(/ECONN|postgres|127\.0\.0\.1/);
    }
    expect(await health()).toMatchObject({
      status: 503,
      body: { status: 'unhealthy', checks: { database: 'unreachable' } },
    });
  });

  it('works again when Postgres is back, without a restart', async () => {
    await toPostgres.mend();
    const { body } = await eventually(health, (seen) => seen.status === 200);
    expect(body).toMatchObject({ checks: { database: 'ok' } });
    const sent = await eventually(
      () => api.call('/api/v1/messages', echo),
      (seen) => seen.status === 200,
    );
    expect(sent.body).toMatchObject({ reply: { content: { said: { text: 'hi' } } } });
  });

  it('ends held answers and open streams when it is told to stop', async () => {
    const conversation_id = 'last words';
    const held = api.call('/api/v1/messages', {
      body: { ...echo.body, conversation_id, content: { delayMs: 1_000 }, wait: '5m' },
    });
    const path = `/api/v1/conversations/last%20words`;
    await eventually(
      () => api.call(path),
      ({ status }) => status === 200,
    );
    const names: string[] = [];
    const stops: ReturnType<typeof server.process.stop>[] = [];
    for await (const { name } of api.follow(`${path}?follow=true&keep_open=true`)) {
      names.push(name ?? '');
      if (name === 'message.accepted') stops.push(server.process.stop());
    }
    expect((await held).status).toBe(200);
    expect(await Promise.all(stops)).toMatchObject([{ code: 0 }]);
    expect(names).toContain('message.accepted');
  });
});
