import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { untilDrained } from './kit/drain.js';
import { Load } from './kit/load.js';
import { Receiver } from './kit/receiver.js';

describeWith(['postgres', 'redis'], 'two APIs and two workers under load', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let cluster: Cluster;

  beforeAll(async () => {
    [database, receiver] = await Promise.all([createReadyDatabase(), Receiver.open()]);
    cluster = await Cluster.start({
      apis: 2,
      workers: 2,
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_REDIS_URL: serverUrl('redis'),
        CAXTON_QUEUE_PREFIX: createQueuePrefix(),
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '2s',
        EFFECT_RECEIVER_URL: receiver.url,
      },
    });
  });
  afterAll(async () => {
    await cluster.kill();
    await receiver.close();
    await database.drop();
  });

  const verify = async ({ ledger }: Load): Promise<string[]> => {
    const { acknowledged } = ledger;
    await untilDrained(database.url, 40_000);
    return tell(await check(database.url, { acknowledged, effects: receiver.effects }));
  };

  it('answer everything once and in order', async () => {
    const load = new Load({ rate: 0, conversations: 20, seed: 1, urls: () => cluster.urls });
    await load.send(200);
    await load.stop();
    expect(load.ledger.acknowledged).toHaveLength(200);
    expect(await verify(load)).toEqual([]);
  }, 120_000);

  it('lose nothing when a worker and an API are killed', async () => {
    const name = 'killed-';
    const load = new Load({ rate: 30, conversations: 40, seed: 2, urls: () => cluster.urls, name });
    load.start();
    try {
      for (const victim of [cluster.workers[0], cluster.apis[0]?.member]) {
        await victim?.end('SIGKILL');
        await victim?.start();
      }
    } finally {
      await load.stop();
    }
    expect(load.ledger.refusals).toEqual([]);
    expect(load.ledger.acknowledged.length).toBeGreaterThan(50);
    expect(await verify(load)).toEqual([]);
  }, 240_000);
});
