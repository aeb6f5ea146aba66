import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { Cluster } from './kit/cluster.js';
import { tellFigures } from './kit/paced-messages.js';
import { ask, lockTables, openSession } from './kit/postgres-faults.js';

/** Nobody waits longer than six seconds for an answer; the rest is for a busy machine. Milliseconds. */
const mostWait = 6_000 + 500;

let database: TestDatabase;
let cluster: Cluster;
let first: ContractFetch;
let second: ContractFetch;

const send = (conversation_id: string, api = first): Promise<Reply> =>
  api.call('/api/v1/messages', {
    body: { capability: 'echo', conversation_id, content: { mark: conversation_id } },
  });

const read = (conversation: string): Promise<Reply> =>
  first.call(`/api/v1/conversations/${conversation}/messages`);

async function timed(asking: Promise<Reply>): Promise<{ status: number; tookMs: number }> {
  const startedAt = performance.now();
  const { status } = await asking;
  return { status, tookMs: performance.now() - startedAt };
}

async function start(): Promise<void> {
  database = await createReadyDatabase();
  cluster = await Cluster.start({
    apis: 2,
    workers: 1,
    settings: {
      CAXTON_DATABASE_URL: database.url,
      CAXTON_DATABASE_POOL: '2',
      CAXTON_REDIS_URL: serverUrl('redis'),
      CAXTON_QUEUE_PREFIX: createQueuePrefix(),
      CAXTON_LLM_PROVIDER: 'embedded',
    },
  });
  const [one = '', another = ''] = cluster.urls;
  [first, second] = await Promise.all([ContractFetch.of(one), ContractFetch.of(another)]);
}

async function stop(): Promise<void> {
  await cluster.kill();
  await database.drop();
}

async function untilSettled(conversation: string): Promise<unknown> {
  const [row] = await eventually(
    () =>
      ask<{ settled: boolean }>(
        database.url,
        `select bool_and(settled_at is not null) as settled from messages
         where conversation_id = '${conversation}' and mailbox_id is not null`,
      ),
    ([seen]) => seen?.settled === true,
  );
  return row?.settled;
}

async function deadlocks(): Promise<number> {
  const [row] = await ask<{ deadlocks: number }>(
    database.url,
    `select pg_stat_get_db_deadlocks(oid)::int as deadlocks
     from pg_database where datname = current_database()`,
  );
  return row?.deadlocks ?? 0;
}

/** Resolves when somebody in the database waits for a lock. */
async function untilBlocked(): Promise<void> {
  await eventually(
    () =>
      ask(
        database.url,
        `select from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      ),
    (waiting) => waiting.length > 0,
  );
}

/** Postgres takes a second until it looks for a deadlock; whoever looks first is its victim. */
async function lockTheOtherWayRound(conversation: string): Promise<{ free(): Promise<void> }> {
  const session = await openSession(database.url);
  await session.query(`begin`);
  await session.query(`set local deadlock_timeout = '20s'`);
  await session.query('select from mailboxes where conversation_id = $1 for update', [
    conversation,
  ]);
  return {
    free: async () => {
      await session.query('select from conversations where id = $1 for update', [conversation]);
      await session.query('commit');
      await session.end();
    },
  };
}

describeWith(['postgres', 'redis'], 'two APIs that get into each other’s way', () => {
  beforeAll(start, 120_000);
  afterAll(stop);

  it('write to the same conversations in opposite orders, and never deadlock', async () => {
    const names = Array.from({ length: 20 }, (_, n) => `crossing-${String(n)}`);
    for (let round = 0; round < 5; round += 1) {
      const sent = [
        ...names.map((name) => send(name)),
        ...names.toReversed().map((name) => send(name, second)),
      ];
      for (const { status } of await Promise.all(sent)) expect(status).toBe(200);
    }
    expect(await deadlocks()).toBe(0);
  });

  it('are chosen as the victim of a deadlock, and try again unseen by the client', async () => {
    await send('deadlocked');
    await untilSettled('deadlocked');
    const rival = await lockTheOtherWayRound('deadlocked');
    const asking = timed(send('deadlocked'));
    await untilBlocked();
    await rival.free();
    const { status, tookMs } = await asking;
    expect(status).toBe(200);
    expect(tookMs).toBeLessThan(mostWait);
    expect(await deadlocks()).toBe(1);
    expect(await untilSettled('deadlocked')).toBe(true);
  });

  it('lose to a neighbour every time: after three tries the client gets 503', async () => {
    await ask(database.url, 'create sequence tries');
    await ask(
      database.url,
      `create function lose() returns trigger language plpgsql as $$ begin
         perform nextval('tries'); raise 'lost to a neighbour' using errcode = '40P01';
       end $$`,
    );
    await ask(
      database.url,
      `create trigger lose before insert on messages for each row
       when (new.conversation_id = 'loser') execute function lose()`,
    );
    const { status, tookMs } = await timed(send('loser'));
    await ask(database.url, 'drop function lose cascade');
    expect(status).toBe(503);
    expect(tookMs).toBeLessThan(mostWait);
    expect(await ask(database.url, 'select last_value::int as tries from tries')).toEqual([
      { tries: 3 },
    ]);
    expect((await send('loser')).status).toBe(200);
  });

  it('have no connection left and a locked table: all are told in six seconds', async () => {
    await send('crowd-0');
    expect(await untilSettled('crowd-0')).toBe(true);
    const unlock = await lockTables(database.url, 'messages');
    const crowd = Array.from({ length: 30 }, (_, n) => n).flatMap((n) => [
      timed(send(`crowd-${String(n)}`)),
      timed(read('crowd-0')),
    ]);
    const answers = await Promise.all(crowd);
    await unlock();
    const slowest = Math.max(...answers.map(({ tookMs }) => tookMs));
    tellFigures('a locked table and two connections', { slowest_answer_ms: slowest });
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
    expect(slowest).toBeLessThan(mostWait);
    const again = await eventually(
      () => send('crowd-1'),
      ({ status }) => status === 200,
    );
    expect(again.status).toBe(200);
    expect(await untilSettled('crowd-1')).toBe(true);
  }, 60_000);
});
