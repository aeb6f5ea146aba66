import { ContractFetch } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { untilDrained } from './kit/drain.js';
import { Load } from './kit/load.js';
import { Receiver } from './kit/receiver.js';
import { skewedClock } from './kit/skewed-clock.js';

const offsets: Readonly<Record<string, string>> = { 'worker-1': '+1h', 'worker-2': '-1h' };

describeWith(['postgres', 'redis', 'faketime'], 'workers whose clocks are an hour off', () => {
  let database: TestDatabase;
  let receiver: Receiver;
  let cluster: Cluster;

  beforeAll(async () => {
    [database, receiver] = await Promise.all([createReadyDatabase(), Receiver.open()]);
    cluster = await Cluster.start({
      apis: 1,
      workers: 2,
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_REDIS_URL: serverUrl('redis'),
        CAXTON_QUEUE_PREFIX: createQueuePrefix(),
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_LEASE: '2s',
        EFFECT_RECEIVER_URL: receiver.url,
      },
      settingsOf: (name) => {
        const offset = offsets[name];
        return offset === undefined ? {} : skewedClock(serverUrl('faketime'), offset);
      },
    });
  }, 120_000);
  afterAll(async () => {
    await cluster.kill();
    await receiver.close();
    await database.drop();
  });

  it('answer everything once, in order, and within its deadline', async () => {
    const api = await ContractFetch.of(cluster.urls[0] ?? '');
    const load = new Load({ rate: 0, conversations: 20, seed: 3, urls: () => cluster.urls });
    await load.send(150);
    await load.stop();
    const timely = await Promise.all(
      Array.from({ length: 8 }, (_value, n) =>
        api.call('/api/v1/messages', {
          body: {
            capability: 'echo',
            conversation_id: `timely-${String(n)}`,
            content: { mark: `timely-${String(n)}` },
            timeout: '40s',
            wait: '30s',
          },
        }),
      ),
    );
    expect(timely.map(({ body }) => body['status'])).toEqual(Array(8).fill('completed'));
    await untilDrained(database.url, 40_000);
    const { acknowledged } = load.ledger;
    const { effects } = receiver;
    expect(tell(await check(database.url, { acknowledged, effects }))).toEqual([]);
    expect(cluster.workers.map(({ ownEnds }) => ownEnds)).toEqual([[], []]);
  }, 120_000);
});
