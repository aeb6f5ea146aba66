import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#embedded';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { describeBells } from './bell-conformance.fixture.js';

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

  describeBells('PGlite', () => Promise.resolve({ databaseUrl: postgres.connectionString }));
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
