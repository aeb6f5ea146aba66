import { join } from 'node:path';
import { packageRoot } from '#platform';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl, type TestServer } from '../support/test-servers.js';
import { Cluster } from './kit/cluster.js';
import type { Member } from './kit/member.js';
import { Journey, type Travelogue } from './pool/journey.js';
import { PatientClient } from './pool/patient-client.js';

type Signal = 'SIGKILL' | 'SIGTERM';
type Victim = readonly [name: string, signal: Signal];

const members = ['api-1', 'api-2', 'worker-1', 'worker-2', 'worker-3'];
const each: Victim[] = members.flatMap((name): Victim[] => [
  [name, 'SIGKILL'],
  [name, 'SIGTERM'],
]);

/** One is like another: each once, APIs and workers by turns with either signal. `CAXTON_POOL_DEATHS=all`: each with both. */
const isWhole = process.env['CAXTON_POOL_DEATHS'] === 'all';
const byTurns = isWhole
  ? each
  : each.filter((_victim, index) => index % 4 === 0 || index % 4 === 3);
/** Without Redis: an API that is killed, and a worker that is told to stop. */
const some = isWhole ? each : byTurns.filter(([name]) => /^(?:api-1|worker-2)$/.test(name));

const onRedis = (): Record<string, string> => ({
  CAXTON_REDIS_URL: serverUrl('redis'),
  CAXTON_QUEUE_PREFIX: createQueuePrefix(),
});

const modes: [string, TestServer[], () => Record<string, string>, Victim[]][] = [
  ['Postgres and Redis', ['postgres', 'redis'], onRedis, byTurns],
  ['Postgres alone', ['postgres'], () => ({}), some],
];

describe.each(modes)('two APIs and three workers on %s', (mode, servers, settings, victims) => {
  describeWith(servers, 'serve the quick start', () => {
    let database: TestDatabase;
    let cluster: Cluster;
    let client: PatientClient;
    let calm: Travelogue;
    let journeys = 0;

    const travel = (onMiddle?: () => void): Promise<Travelogue> =>
      new Journey(client, `${String(mode.length)}-${String((journeys += 1))}`, onMiddle).make();

    beforeAll(async () => {
      database = await createReadyDatabase();
      cluster = await Cluster.start({
        apis: 2,
        workers: 3,
        settings: {
          CAXTON_DATABASE_URL: database.url,
          CAXTON_LLM_PROVIDER: 'embedded',
          CAXTON_LEASE: '2s',
          CAXTON_AGENTS_DIR: join(packageRoot(), 'test/e2e/agents'),
          ...settings(),
        },
      });
      client = await PatientClient.of(cluster.urls);
      calm = await travel();
    }, 180_000);
    afterAll(async () => {
      await cluster.kill();
      await database.drop();
    });

    it('as it is printed, when nobody is killed', () => {
      expect(calm).toMatchObject({
        health: 'healthy',
        deployed: 'deployed',
        listed: { status: 200, state: 'running' },
        analysis: [200, 'completed', true, 'inform'],
        unknown: [404, 'INVALID_CAPABILITY'],
      });
      expect(calm.answers).toHaveLength(4);
      expect(calm.said).toHaveLength(8);
      expect(calm.numbers).toEqual(calm.numbers.map((_number, index) => index + 1));
    });

    it('without a pause when a worker is told to stop', async () => {
      const [worker] = cluster.workers;
      const tookMs: number[] = [];
      let stopped: Promise<number> | undefined;
      const talk = async (id: string): Promise<void> => {
        for (let round = 0; round < 6; round += 1) {
          const startedAt = performance.now();
          const { body } = await client.call('/api/v1/messages', {
            body: {
              ...{ capability: 'echo', conversation_id: `pause-${id}`, wait: '20s' },
              content: { round, delayMs: 200 },
            },
          });
          expect(body['status']).toBe('completed');
          tookMs.push(performance.now() - startedAt);
          stopped ??= worker?.end('SIGTERM');
        }
      };
      await Promise.all(
        Array.from({ length: 12 }, (_, n) => talk(`${String(mode.length)}-${String(n)}`)),
      );
      await stopped;
      await worker?.start();
      // A second to hand over and 0.2 s of turn; the rest is for a machine that is busy otherwise. A
      // worker that does not hand over costs its lease, a sweep and the start of a suspect's process.
      expect(Math.max(...tookMs)).toBeLessThan(5_000);
    }, 120_000);

    it.each(victims)(
      'so that clients see nothing but latency when %s gets %s in the middle of it',
      async (name, signal) => {
        const victim = memberOf(cluster, name);
        let ending: Promise<number> | undefined;
        const strike = (): void => {
          ending ??= victim.end(signal);
        };
        const seen = await Promise.all([travel(strike), travel(strike), travel(strike)]);
        await ending;
        await victim.start();
        for (const travelogue of seen) expect(travelogue).toEqual(calm);
        expect(cluster.members.flatMap(({ ownEnds }) => ownEnds)).toEqual([]);
      },
      180_000,
    );
  });
});

function memberOf(cluster: Cluster, name: string): Member {
  const member = cluster.members.find((one) => one.name === name);
  if (member === undefined) throw new Error(`There is no ${name}.`);
  return member;
}
