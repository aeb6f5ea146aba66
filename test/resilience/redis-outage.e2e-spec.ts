import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith } from '../support/test-servers.js';
import { Cluster } from './kit/cluster.js';
import { describeWithOwn } from './kit/describe-with-own.js';
import { OwnRedis } from './kit/own-redis.js';
import { fare, tellFigures, type Fared } from './kit/paced-messages.js';
import { ask } from './kit/postgres-faults.js';
import {
  flushed,
  gone,
  hung,
  outOfMemory,
  readOnly,
  withoutReplicas,
  type RedisFault,
} from './kit/redis-faults.js';

let database: TestDatabase;
let redis: OwnRedis;
let cluster: Cluster;
let api: ContractFetch;

const url = (): string => cluster.urls[0] ?? '';
const send = (conversation_id: string): Promise<{ status: number; body: object }> =>
  api.call('/api/v1/messages', {
    body: { capability: 'echo', conversation_id, content: { mark: conversation_id }, wait: '20s' },
  });
const isHealth = (status: string): Promise<{ body: Record<string, unknown> }> =>
  eventually(
    () => api.call('/api/v1/health'),
    ({ body }) => body['status'] === status,
  );

async function start(): Promise<void> {
  [database, redis] = await Promise.all([createReadyDatabase(), OwnRedis.start()]);
  cluster = await Cluster.start({
    apis: 1,
    workers: 1,
    settings: {
      CAXTON_DATABASE_URL: database.url,
      CAXTON_REDIS_URL: redis.url,
      CAXTON_LLM_PROVIDER: 'embedded',
    },
  });
  api = await ContractFetch.of(url());
  await isHealth('healthy');
  await send('warm-up');
}

async function stop(): Promise<void> {
  await cluster.kill();
  await redis.remove();
  await database.drop();
}

/** What the server does when its Redis fails, and when that is over. */
function describeFault(name: string, { strike, heal }: RedisFault): void {
  it(`accepts and answers everything while its Redis ${name}, half of it within a second`, async () => {
    await strike(redis);
    const pace = { name: `during ${name}`, count: 150, rate: 50 };
    const fared = await fare(url(), database.url, pace);
    tellFigures(`Redis ${name}`, { p50_ms: fared.p50, p99_ms: fared.p99 });
    expect(fared).toMatchObject({ accepted: 150, refused: new Map() });
    expect(fared.p50).toBeLessThan(1_000);
    expect(fared.p99).toBeLessThan(5_000);
    expect(await isHealth('degraded')).toMatchObject({
      body: { status: 'degraded', checks: { queue: 'failing', database: 'ok' } },
    });
    const heldAt = performance.now();
    expect((await send(`held ${name}`)).body).toMatchObject({ status: 'completed' });
    expect(performance.now() - heldAt).toBeLessThan(2_500);
  });

  it(`takes the next turn within two seconds of the end of it: ${name}`, async () => {
    await heal(redis);
    const healedAt = performance.now();
    expect((await send(`after ${name}`)).body).toMatchObject({ status: 'completed' });
    const tookMs = performance.now() - healedAt;
    tellFigures(`Redis back after it ${name}`, { first_turn_ms: tookMs });
    expect(tookMs).toBeLessThan(2_000);
    expect(await isHealth('healthy')).toMatchObject({ body: { status: 'healthy' } });
  });
}

/** Workers that wait at their lanes for a bell. */
async function listening(): Promise<number> {
  const clients = String(await redis.tell('CLIENT', 'LIST'));
  return clients.split('\n').filter((client) => client.includes('cmd=bzpopmin')).length;
}

/** Resolves when so many messages of a name have been stored. */
const untilStored = (name: string, count: number): Promise<unknown> =>
  eventually(
    () =>
      ask<{ stored: number }>(
        database.url,
        `select count(*)::int as stored from messages where conversation_id like '${name}-%'`,
      ),
    ([row]) => (row?.stored ?? 0) >= count,
  );

/** Killed and started under load, with its keys or without them. */
function describeRestart(): void {
  it.each([
    ['with its keys', true],
    ['empty', false],
  ])(
    'accepts and answers everything while its Redis is killed and comes back %s',
    async (how, appendOnly) => {
      const name = `back ${how}`;
      const before = await eventually(listening, (count) => count > 0);
      const faring = fare(url(), database.url, { name, count: 250, rate: 60 });
      await untilStored(name, 40);
      await redis.kill();
      await untilStored(name, 120);
      await redis.start({ appendOnly });
      const startedAt = performance.now();
      const after = await eventually(listening, (count) => count >= before);
      const reconnected = performance.now() - startedAt;
      const { accepted, refused, p50, p99 } = await faring;
      tellFigures(`Redis ${name}`, { reconnected_ms: reconnected, p50_ms: p50, p99_ms: p99 });
      expect([accepted, refused]).toEqual([250, new Map()]);
      expect(p99).toBeLessThan(6_000);
      expect([before > 0, after >= before]).toEqual([true, true]);
      expect(reconnected).toBeLessThan(1_000);
      expect(await isHealth('healthy')).toMatchObject({ body: { status: 'healthy' } });
    },
    60_000,
  );
}

/** A busy machine makes both slow; what the loss of Redis may cost shows beside a Redis that is well. */
function describeGoneForGood(): void {
  it('works off 200 messages a second without Redis for good, half within a second', async () => {
    const pace = { count: 900, rate: 225 };
    const well = await fare(url(), database.url, { ...pace, name: 'well' });
    tellFigures('Redis well', figuresOf(well));
    await gone.strike(redis);
    const without = await fare(url(), database.url, { ...pace, name: 'gone-for-good' });
    tellFigures('Redis gone for good', figuresOf(without));
    expect(without).toMatchObject({ accepted: 900, refused: new Map() });
    expect(without.p50).toBeLessThan(Math.max(1_000, 2 * well.p50));
    expect(without.perSecond).toBeGreaterThan(Math.min(200, well.perSecond * 0.6));
  });
}

const figuresOf = ({ p50, p99, perSecond }: Fared): Record<string, number> => ({
  p50_ms: p50,
  p99_ms: p99,
  per_second: perSecond,
});

describeWith(['postgres'], 'an API and a worker', () => {
  describeWithOwn(['redis'], 'on a Redis that fails', () => {
    beforeAll(start, 120_000);
    afterAll(stop);

    describe.each([
      ['is gone', gone],
      ['hangs', hung],
      ['is read-only', readOnly],
      ['misses its replicas', withoutReplicas],
      ['is out of memory', outOfMemory],
    ])('%s', (name, fault) => {
      describeFault(name, fault);
    });

    it('loses nothing to FLUSHALL under load, and leaves nothing waiting for three seconds', async () => {
      const clearing = setInterval(() => void flushed.strike(redis), 250);
      const fared = await fare(url(), database.url, { name: 'flushed', count: 200, rate: 100 });
      clearInterval(clearing);
      const { p50, p99, longest } = fared;
      const figures = { p50_ms: p50, p99_ms: p99, longest_ms: longest };
      tellFigures('Redis flushed four times a second', figures);
      expect(fared).toMatchObject({ accepted: 200, refused: new Map() });
      expect(longest).toBeLessThan(3_000);
    });

    it('says which policy lets Redis drop its keys, until it is changed', async () => {
      await redis.tell('CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru');
      await redis.tell('CLIENT', 'KILL', 'TYPE', 'normal');
      const { body } = await eventually(
        () => api.call('/api/v1/health'),
        (seen) => seen.body['notes'] !== undefined,
      );
      expect(body).toMatchObject({ notes: [expect.stringContaining('set it to noeviction')] });
      await redis.tell('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
      await redis.tell('CLIENT', 'KILL', 'TYPE', 'normal');
      expect(await isHealth('healthy')).toMatchObject({ body: { status: 'healthy' } });
    });

    describeRestart();
    describeGoneForGood();
  });
});
