import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbeddedPostgres } from '#embedded';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { describeBells } from './bell-conformance.fixture.js';
import { openQueues } from './open-queues.js';
import type { BellGround } from './queue-opener.fixture.js';
import { gate } from './until.fixture.js';

/** The compiled thread: Jest cannot run a worker from TypeScript. */
const threadEntry = new URL(
  '../../../../dist/libs/embedded/src/postgres.thread.js',
  import.meta.url,
);

describe('doorbells on the embedded Postgres', () => {
  let dataDir: string;
  let postgres: Awaited<ReturnType<typeof startEmbeddedPostgres>>;

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'caxton-bells-'));
    postgres = await startEmbeddedPostgres({ dataDir, threadEntry });
  });
  afterAll(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const ground = (): Promise<BellGround> =>
    Promise.resolve({ databaseUrl: postgres.connectionString });
  describeBells('PGlite', ground);
  describeBells('PGlite, in a process that is alone', ground, { isAlone: true });

  it('makes no jobs of what a process that is alone hears itself', async () => {
    const log = createSilentLogger();
    const common = { ...(await ground()), prefix: 'near', maxLanes: 8, isAlone: true, log };
    const queues = await openQueues(common);
    const client = new pg.Client(postgres.connectionString);
    await client.connect();
    const jobs = async (): Promise<unknown> =>
      (await client.query<{ count: string }>('select count(*) from bullmq.job')).rows[0]?.count;
    const before = await jobs();
    const { opened, open: finish } = gate();
    const workers = queues.openWorkers(() => opened, 1);
    await workers.listen(new Set(['served']));
    const rings = ['1', '2', '3'].map((mailboxId) => ({ lane: 'served', mailboxId }));
    expect(await queues.ringer.ring(rings)).toBe(true);
    expect(await jobs()).toBe(before);
    expect(await queues.ringer.ring([{ lane: 'unserved', mailboxId: '1' }])).toBe(true);
    expect(await jobs()).toBe(String(Number(before) + 1));
    finish();
    await queues.close();
    await client.end();
  });
});

describeWith(['postgres'], 'doorbells on a real Postgres', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());

  describeBells('Postgres', () => Promise.resolve({ databaseUrl: database.url }));
});

describeWith(['redis'], 'doorbells on a real Redis', () => {
  describeBells('Redis', () =>
    Promise.resolve({ databaseUrl: 'postgres://unused', redisUrl: serverUrl('redis') }),
  );
});
