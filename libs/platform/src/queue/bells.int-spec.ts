import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { describeBells } from './bell-conformance.fixture.js';

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
