import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { createQueuePrefix, type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { check, tell } from './kit/checker.js';
import { Cluster } from './kit/cluster.js';
import { DoubledBells } from './kit/doubled-bells.queue.js';
import { untilDrained } from './kit/drain.js';
import { ask } from './kit/postgres-faults.js';
import { Receiver } from './kit/receiver.js';

const capabilities = ['echo', 'effect', 'chain'];
const count = 45;

let database: TestDatabase;
let receiver: Receiver;
let cluster: Cluster;
let bells: DoubledBells;
let apis: readonly ContractFetch[];

async function start(): Promise<void> {
  [database, receiver] = await Promise.all([createReadyDatabase(), Receiver.open()]);
  const prefix = createQueuePrefix();
  const redisUrl = serverUrl('redis');
  cluster = await Cluster.start({
    apis: 2,
    workers: 2,
    settings: {
      CAXTON_DATABASE_URL: database.url,
      CAXTON_REDIS_URL: redisUrl,
      CAXTON_QUEUE_PREFIX: prefix,
      CAXTON_LLM_PROVIDER: 'embedded',
      EFFECT_RECEIVER_URL: receiver.url,
    },
  });
  apis = await Promise.all(cluster.urls.map((url) => ContractFetch.of(url)));
  bells = new DoubledBells({ redisUrl, databaseUrl: database.url, prefix, capabilities });
}

async function stop(): Promise<void> {
  await bells.close();
  await cluster.kill();
  await receiver.close();
  await database.drop();
}

/** What one message is asked to do. Three messages share a conversation. */
interface Wish {
  readonly mark: string;
  readonly conversation: string;
  readonly capability: string;
  readonly number: number;
}

const wishes: readonly Wish[] = Array.from({ length: count }, (_, n) => ({
  mark: `wish-${String(n)}`,
  conversation: `talk-${String(Math.floor(n / 3))}`,
  capability: capabilities[n % 3] ?? 'echo',
  number: (n % 3) + 1,
}));

/** The same request five times at once, over all APIs. */
function sendFiveTimes({ mark, conversation, capability }: Wish): Promise<Reply[]> {
  const request = {
    headers: { 'idempotency-key': mark },
    body: { capability, conversation_id: conversation, content: { mark } },
  };
  const targets = [0, 1, 2, 3, 4].flatMap((n) => apis[n % apis.length] ?? []);
  return Promise.all(targets.map((api) => api.call('/api/v1/messages', request)));
}

/** One did it, four were told what it did. Gives the id of the message. */
function expectOneEffect(replies: readonly Reply[]): string {
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  const ids = new Set(replies.map(({ body }) => String(body['message_id'])));
  const replays = replies.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
  expect([ids.size, replays.length]).toEqual([1, 4]);
  return [...ids][0] ?? '';
}

describeWith(['postgres', 'redis'], 'everything delivered five times', () => {
  beforeAll(start, 120_000);
  afterAll(stop);

  it('has one effect: four requests of five are replays, and doubled bells do nothing', async () => {
    bells.start();
    const ids = new Map<string, string>();
    for (const number of [1, 2, 3]) {
      const round = wishes.filter((wish) => wish.number === number);
      const replies = await Promise.all(round.map(sendFiveTimes));
      round.forEach(({ mark }, n) => ids.set(mark, expectOneEffect(replies[n] ?? [])));
    }
    await untilDrained(database.url, 30_000);
    await bells.stop();
    const unheard = await eventually(
      () => bells.unheard(),
      (left) => left === 0,
    );
    expect(unheard).toBe(0);
    expect(bells.rung).toBeGreaterThan(5 * count);
    const acknowledged = wishes.map((wish) => ({ ...wish, id: ids.get(wish.mark) ?? '' }));
    const { effects } = receiver;
    expect(tell(await check(database.url, { acknowledged, effects }))).toEqual([]);
    // A call whose answer comes late on a busy machine is made again, under its key; a turn is not.
    expect(receiver.calls).toBeGreaterThanOrEqual(count / 3);
    const begunTwice = `select message_id from events where type = 'turn.started'
      group by message_id having count(*) > 1`;
    expect(await ask(database.url, begunTwice)).toEqual([]);
    expect(
      await ask(
        database.url,
        `select count(*) filter (where sender = 'api_client')::int as sent,
           max(attempts) as attempts, count(*) filter (where status <> 'completed')::int as unfinished
         from messages where mailbox_id is not null`,
      ),
    ).toEqual([{ sent: count, attempts: 1, unfinished: 0 }]);
  }, 90_000);
});
