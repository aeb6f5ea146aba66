import { createReadyDatabase } from '../support/migrated-database.js';
import { createEmptyDataDir } from '../support/server-under-test.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { turnsAtOnce, ZombieRun } from './zombies/zombie-run.js';

describeWith(['postgres', 'redis'], 'a worker that wakes after others have taken over', () => {
  const data = createEmptyDataDir();
  let database: TestDatabase;
  let run: ZombieRun;

  beforeAll(async () => {
    database = await createReadyDatabase();
    run = await ZombieRun.open({
      databaseUrl: database.url,
      redisUrl: serverUrl('redis'),
      queuePrefix: createQueuePrefix(),
      folder: data.path,
    });
  }, 120_000);
  afterAll(async () => {
    await run.close();
    await database.drop();
    data.remove();
  });

  it('writes nothing, though it held 32 turns that were about to be committed', async () => {
    await run.round();
    const { zombies, refused, selfFenced, problems } = await run.figures();
    expect(problems).toEqual([]);
    expect(zombies).toBeGreaterThanOrEqual(turnsAtOnce / 2);
    expect(refused + selfFenced).toBeGreaterThanOrEqual(zombies);
    expect(refused).toBeGreaterThan(0);
  }, 180_000);
});
