import { createReadyDatabase } from '../support/migrated-database.js';
import { createEmptyDataDir } from '../support/server-under-test.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { arm, armedFlags, armingSettings, countStrikes, failing } from './kit/arm.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { untilDrained } from './kit/drain.js';
import { Load } from './kit/load.js';
import { Receiver } from './kit/receiver.js';

describeWith(
  ['postgres', 'redis'],
  'client calls that fail before or after they took effect',
  () => {
    const data = createEmptyDataDir();
    let database: TestDatabase;
    let receiver: Receiver;
    let cluster: Cluster;

    beforeAll(async () => {
      [database, receiver] = await Promise.all([createReadyDatabase(), Receiver.open()]);
      cluster = await Cluster.start({
        apis: 1,
        workers: 2,
        nodeFlags: armedFlags,
        settings: {
          CAXTON_DATABASE_URL: database.url,
          CAXTON_REDIS_URL: serverUrl('redis'),
          CAXTON_QUEUE_PREFIX: createQueuePrefix(),
          CAXTON_LLM_PROVIDER: 'embedded',
          CAXTON_LEASE: '2s',
          EFFECT_RECEIVER_URL: receiver.url,
        },
        settingsOf: (name) => armingSettings(data.path, name),
      });
    }, 120_000);
    afterAll(async () => {
      await cluster.kill();
      await receiver.close();
      await database.drop();
      data.remove();
    });

    const armAll = (share: number): void => {
      cluster.members.forEach((member, index) => {
        arm(data.path, member, share === 0 ? [] : failing(share, 10 * index + 1));
      });
    };
    const strikes = (): number =>
      cluster.members.reduce((sum, { name }) => sum + countStrikes(data.path, name), 0);

    it.each([
      [2, 150],
      [10, 60],
    ])(
      'are %s in a hundred: everything goes on, nothing is lost or doubled',
      async (percent, count) => {
        const name = `${String(percent)}-percent-`;
        const struckBefore = strikes();
        const load = new Load({
          ...{ rate: 0, conversations: 20, seed: percent, name },
          urls: () => cluster.urls,
        });
        armAll(percent / 100);
        await load.send(count);
        await load.stop();
        // Still failing: what was accepted is also worked off under the fault, not only after it.
        await untilDrained(database.url, 100_000);
        armAll(0);
        const { acknowledged, refusals } = load.ledger;
        const found = await check(database.url, { acknowledged, effects: receiver.effects });
        expect(tell(found)).toEqual([]);
        expect(refusals).toEqual([]);
        expect(acknowledged).toHaveLength(count);
        expect(strikes() - struckBefore).toBeGreaterThan(percent);
      },
      240_000,
    );
  },
);
