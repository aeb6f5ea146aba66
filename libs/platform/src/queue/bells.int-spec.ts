import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { describeBells } from './bell-conformance.fixture.js';
import { openQueues } from './open-queues.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

describeBells('Postgres', () => Promise.resolve({ databaseUrl: database.url }));
describeBells('Redis', () =>
  Promise.resolve({ databaseUrl: database.url, redisUrl: serverUrl('redis') }),
);

describe('a doorbell whose Redis is away', () => {
  it('opens, gives up on every bell in time, says so, and closes', async () => {
    const queues = await openQueues({
      databaseUrl: database.url,
      redisUrl: 'redis://127.0.0.1:1',
      prefix: '{away}',
      maxLanes: 8,
      log: createSilentLogger(),
    });
    expect(await queues.ringer.ring([{ lane: 'cap.a', mailboxId: '1' }])).toBe(false);
    expect(queues.ringer.isHealthy).toBe(false);
    const workers = queues.openWorkers(() => Promise.resolve(), 1);
    await workers.listen(new Set(['cap.a']));
    await workers.close(500);
    await expect(queues.close()).resolves.toBeUndefined();
  });
});
