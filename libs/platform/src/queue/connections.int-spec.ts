import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import pg from 'pg';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { openQueues, type Queues } from './open-queues.js';
import { until } from './until.fixture.js';

const maxLanes = 128;
const log = createSilentLogger();
const capabilities = Array.from({ length: 1_000 }, (_, n) => `capability-${String(n)}`);

/** Listens as a worker that serves all capabilities does, and rings for each of them once. */
async function hearAll(queues: Queues): Promise<void> {
  const heard = new Set<string>();
  const workers = queues.openWorkers((mailboxId) => {
    heard.add(mailboxId);
    return Promise.resolve();
  }, 4);
  const laneOf = (capability: string): string => queues.laneOf(capability, capabilities.length);
  await workers.listen(new Set([...capabilities.map(laneOf), queues.laneOf('', 1_000, true)]));
  expect(workers.lanes).toHaveLength(maxLanes + 1);
  await queues.ringer.ring(
    capabilities.map((mailboxId) => ({ lane: laneOf(mailboxId), mailboxId })),
  );
  await until(() => heard.size === capabilities.length);
}

describeWith(['redis'], 'a worker for 1,000 capabilities on Redis', () => {
  it('hears all of them over a connection for each shared lane and few more', async () => {
    const redisUrl = serverUrl('redis');
    const admin = new Redis(redisUrl);
    const count = async (): Promise<number> =>
      String(await admin.client('LIST'))
        .trim()
        .split('\n').length;
    const before = await count();
    const queues = await openQueues({
      ...{ redisUrl, databaseUrl: 'postgres://unused', maxLanes, log },
      prefix: `{connections-${randomUUID()}}`,
    });
    try {
      await hearAll(queues);
      const opened = (await count()) - before;
      expect(opened).toBeGreaterThanOrEqual(maxLanes);
      // One that rings, one that all lanes share.
      expect(opened).toBeLessThanOrEqual(maxLanes + 1 + 2);
    } finally {
      await queues.close();
      await admin.quit();
    }
  });
});

describeWith(['postgres'], 'a worker for 1,000 capabilities on Postgres', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  it('hears all of them over seven connections', async () => {
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const queues = await openQueues({
      ...{ databaseUrl: database.url, maxLanes, log },
      prefix: `{connections-${randomUUID()}}`,
    });
    try {
      await hearAll(queues);
      const { rows } = await admin.query<{ count: number }>(
        `select count(*)::int as count from pg_stat_activity
         where datname = current_database() and application_name = 'caxton queues'`,
      );
      expect(rows[0]?.count).toBeGreaterThan(0);
      expect(rows[0]?.count).toBeLessThanOrEqual(7);
    } finally {
      await queues.close();
      await admin.end();
    }
  });
});
