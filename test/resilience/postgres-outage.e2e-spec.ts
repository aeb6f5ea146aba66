import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { createQueuePrefix } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { describeWithOwn } from './kit/describe-with-own.js';
import { untilDrained } from './kit/drain.js';
import { FaultyLink } from './kit/faulty-link.js';
import { Load } from './kit/load.js';
import { OwnPostgres, type PostgresEnd } from './kit/own-postgres.js';
import { tellFigures } from './kit/paced-messages.js';
import { ask, crowdOut, lockTables } from './kit/postgres-faults.js';
import { Receiver } from './kit/receiver.js';

let postgres: OwnPostgres;
let link: FaultyLink;
let receiver: Receiver;
let cluster: Cluster;
let api: ContractFetch;

const send = (conversation_id: string, headers: Record<string, string> = {}): Promise<Reply> =>
  api.call('/api/v1/messages', {
    headers,
    body: { capability: 'echo', conversation_id, content: { mark: conversation_id } },
  });

async function timed<T>(work: Promise<T>): Promise<{ result: T; tookMs: number }> {
  const startedAt = performance.now();
  return { result: await work, tookMs: performance.now() - startedAt };
}

/** Sends until it is accepted, and gives how long that took. */
async function untilAccepted(name: string): Promise<number> {
  const { tookMs } = await timed(
    eventually(
      () => send(name),
      ({ status }) => status === 200,
    ),
  );
  return tookMs;
}

/** Refused in the contract's words, in time, with the time to come back. */
async function expectRefusal(asking: Promise<Reply>): Promise<void> {
  const { result, tookMs } = await timed(asking);
  expect(result).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
  expect(Number(result.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(tookMs).toBeLessThan(7_000);
}

async function start(): Promise<void> {
  [postgres, receiver] = await Promise.all([OwnPostgres.start(), Receiver.open()]);
  link = await FaultyLink.open(postgres.url);
  cluster = await Cluster.start({
    apis: 1,
    workers: 1,
    settings: {
      CAXTON_DATABASE_URL: link.url,
      CAXTON_REDIS_URL: serverUrl('redis'),
      CAXTON_QUEUE_PREFIX: createQueuePrefix(),
      CAXTON_LLM_PROVIDER: 'embedded',
      CAXTON_LEASE: '3s',
      EFFECT_RECEIVER_URL: receiver.url,
    },
  });
  api = await ContractFetch.of(cluster.urls[0] ?? '');
}

async function stop(): Promise<void> {
  await cluster.kill();
  await Promise.all([receiver.close(), link.cut(), postgres.remove()]);
}

function describeRestart(): void {
  it.each<PostgresEnd>(['fast', 'immediate', 'kill'])(
    'accepts within three seconds of its return, and has lost and doubled nothing: %s',
    async (how) => {
      const name = `${how}-`;
      const load = new Load({
        rate: 40,
        conversations: 20,
        seed: 7,
        urls: () => cluster.urls,
        name,
      });
      load.start();
      await eventually(
        async () => load.ledger.acknowledged.length,
        (count) => count > 40,
      );
      await postgres.end(how);
      await expectRefusal(send('meanwhile'));
      await postgres.start();
      const tookMs = await untilAccepted(`after-${how}`);
      await load.stop();
      tellFigures(`Postgres back after ${how}`, { accepting_ms: tookMs });
      expect(tookMs).toBeLessThan(3_000);
      await untilDrained(postgres.url, 60_000);
      const { acknowledged } = load.ledger;
      const { effects } = receiver;
      expect(tell(await check(postgres.url, { acknowledged, effects }))).toEqual([]);
    },
    120_000,
  );
}

function describeHang(): void {
  it('is not waited for longer than six seconds while it hangs', async () => {
    postgres.freeze();
    const refusals = [send('hung-1'), send('hung-2')].map(expectRefusal);
    expect(await api.call('/api/v1/health')).toMatchObject({
      status: 503,
      body: { checks: { database: 'unreachable' } },
    });
    await Promise.all(refusals);
    postgres.thaw();
    expect(await untilAccepted('thawed')).toBeLessThan(6_000);
  });

  it('is not waited for longer than six seconds while its tables are locked', async () => {
    const unlock = await lockTables(postgres.url, 'messages');
    await Promise.all([expectRefusal(send('locked-1')), expectRefusal(send('locked-2'))]);
    await unlock();
    expect(await untilAccepted('unlocked')).toBeLessThan(6_000);
  });

  it('has no connection left: who has none is told so in time, and served when there is one', async () => {
    const leave = await crowdOut(postgres.url);
    await expectRefusal(send('crowded'));
    await leave();
    expect(await untilAccepted('room again')).toBeLessThan(6_000);
  });
}

function describeUnknownOutcome(): void {
  it('loses the answer to COMMIT: the client gets 503, and its repetition the answer', async () => {
    const key = { 'idempotency-key': 'unknown-outcome' };
    // By its name, which is always said: its text only once on a connection.
    link.worsen({ loseAnswerTo: 'database.commit' });
    await expectRefusal(send('unknown', key));
    link.worsen({});
    const again = await eventually(
      () => send('unknown', key),
      ({ status }) => status === 200,
    );
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(
      await ask(
        postgres.url,
        `select count(*)::int as stored from messages
         where conversation_id = 'unknown' and sender = 'api_client'`,
      ),
    ).toEqual([{ stored: 1 }]);
  });

  it('is asked the same five times at once, and does it once', async () => {
    const key = { 'idempotency-key': 'five-times' };
    const sent = await Promise.all(Array.from({ length: 5 }, () => send('five', key)));
    expect(sent.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(new Set(sent.map(({ body }) => body['message_id'])).size).toBe(1);
    const replayed = sent.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
    expect(replayed).toHaveLength(4);
  });
}

describeWith(['redis'], 'an API and a worker', () => {
  describeWithOwn(['postgres'], 'on a Postgres that fails', () => {
    beforeAll(start, 120_000);
    afterAll(stop);

    describeRestart();
    describeHang();
    describeUnknownOutcome();
  });
});
