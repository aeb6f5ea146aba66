import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';
import { describeWithOwn } from './kit/describe-with-own.js';
import { OwnRedis } from './kit/own-redis.js';
import { fare } from './kit/paced-messages.js';
import { SmallDisk } from './kit/small-disk.js';

let database: TestDatabase;
let disk: SmallDisk;
let redis: OwnRedis;
let server: RunningServer;
let api: ContractFetch;

const isHealth = (status: string): Promise<Reply> =>
  eventually(
    () => api.call('/api/v1/health'),
    ({ body }) => body['status'] === status,
  );

async function start(): Promise<void> {
  disk = SmallDisk.mount(16);
  [database, redis] = await Promise.all([
    createReadyDatabase(),
    OwnRedis.start({ directory: disk.path }),
  ]);
  server = await ServerUnderTest.start({
    settings: {
      CAXTON_DATABASE_URL: database.url,
      CAXTON_REDIS_URL: redis.url,
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_AGENTS_DIR: `${import.meta.dirname}/../e2e/agents`,
    },
  });
  api = await ContractFetch.of(server.url);
  await isHealth('healthy');
}

async function stop(): Promise<void> {
  await server.process.stop('SIGKILL');
  await redis.remove();
  disk.unmount();
  await database.drop();
}

describeWith(['postgres'], 'a server on Postgres and Redis', () => {
  describeWithOwn(['redis', 'small disk'], 'whose Redis has no room left', () => {
    beforeAll(start, 120_000);
    afterAll(stop);

    it('accepts and answers everything, says what is wrong, and needs no restart', async () => {
      disk.fill();
      const degraded = await eventually(
        async () => {
          await redis.tell('SET', 'ballast', 'x').catch(() => undefined);
          return api.call('/api/v1/health');
        },
        ({ body }) => body['status'] === 'degraded',
      );
      expect(degraded).toMatchObject({
        ...{ status: 200, body: { status: 'degraded', checks: { queue: 'failing' } } },
      });
      await expect(redis.tell('SET', 'ballast', 'x')).rejects.toThrow('No space left');
      const { accepted, refused, p50 } = await fare(server.url, database.url, {
        ...{ name: 'no room', count: 100, rate: 50 },
      });
      expect([accepted, refused]).toEqual([100, new Map()]);
      expect(p50).toBeLessThan(1_000);
      disk.free();
      expect((await isHealth('healthy')).body).toMatchObject({ checks: { queue: 'ok' } });
      const after = await fare(server.url, database.url, { name: 'room', count: 50, rate: 50 });
      expect([after.accepted, after.refused]).toEqual([50, new Map()]);
    }, 60_000);
  });
});
