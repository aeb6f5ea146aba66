import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith } from '../support/test-servers.js';
import { followPatiently, sendBurst, type Answered } from './kit/burst.js';
import { Cluster } from './kit/cluster.js';
import { tellFigures } from './kit/paced-messages.js';
import { ask } from './kit/postgres-faults.js';

const backlog = 500;
const streams = 200;
const readers = 500;
const messages = { count: 5_000, perSecond: 2_500 };

/** Too much waits; or more comes at once than is even read (ADR-0034). */
const isRefused = ({ status }: Answered): boolean => status === 429 || status === 503;

const countOf = (answers: readonly Answered[], status: number): number =>
  answers.filter((answer) => answer.status === status).length;

describeWith(['postgres'], 'an API and a worker that get 5,000 messages in two seconds', () => {
  let database: TestDatabase;
  let cluster: Cluster;
  let sent: readonly Answered[];
  let followed: readonly Answered[][];

  const count = async (condition: string): Promise<number> => {
    const [row] = await ask<{ count: number }>(
      database.url,
      `select count(*)::int as count from messages
       where conversation_id like 'burst-%' and capability = 'echo' and ${condition}`,
    );
    return row?.count ?? 0;
  };

  beforeAll(async () => {
    database = await createReadyDatabase();
    cluster = await Cluster.start({
      apis: 1,
      workers: 1,
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_MAX_CAPABILITY_BACKLOG: String(backlog),
        CAXTON_MAX_STREAMS: String(streams),
      },
    });
    const [url = ''] = cluster.urls;
    const api = await ContractFetch.of(url);
    const body = { capability: 'echo', conversation_id: 'watched', content: {}, wait: '20s' };
    await api.call('/api/v1/messages', { body });
    const begun = performance.now();
    const sending = sendBurst(url, messages);
    const following = Array.from({ length: readers }, () => followPatiently(url, 'watched'));
    sent = await sending;
    const sent_in_ms = performance.now() - begun;
    followed = await Promise.all(following);
    const [accepted, unread] = [countOf(sent, 200), countOf(sent, 503)];
    tellFigures('burst', { sent_in_ms, accepted, refused: countOf(sent, 429), unread });
    tellFigures('readers at once', { refused_first: countOf(followed.flat(), 429) });
  }, 120_000);
  afterAll(async () => {
    await cluster.kill();
    await database.drop();
  });

  it('takes what it can, refuses the rest, and fails nobody', () => {
    // How much of it is done while the burst lasts is the machine's affair; half of what may wait fits in any case.
    expect(countOf(sent, 200)).toBeGreaterThan(backlog / 2);
    expect(countOf(sent, 429)).toBeGreaterThan(0);
    expect(countOf(sent, 200) + sent.filter(isRefused).length).toBe(messages.count);
  });

  it('serves all of 500 readers who come at once beside it, in the end', () => {
    expect(followed.map((answers) => answers.at(-1)?.status)).toEqual(followed.map(() => 200));
    expect(countOf(followed.flat(), 429)).toBeGreaterThan(0);
  });

  it('says of each refusal when to come back', () => {
    const refused = [...sent, ...followed.flat()].filter(isRefused);
    for (const { retryAfter } of refused) {
      expect(retryAfter).toBeGreaterThanOrEqual(1);
      expect(retryAfter).toBeLessThanOrEqual(60);
    }
  });

  it('does everything that it took', async () => {
    await eventually(
      () => count(`status = 'delivered'`),
      (left) => left === 0,
    );
    expect(await count(`status = 'completed'`)).toBe(countOf(sent, 200));
  });

  it('has room for the next when that is done', async () => {
    const body = { capability: 'echo', conversation_id: 'afterwards', content: {}, wait: '20s' };
    const [url = ''] = cluster.urls;
    const api = await ContractFetch.of(url);
    // The API reads the backlog now and then: for a moment it may know of the old one, and says to come back.
    const answer = await eventually(
      () => api.call('/api/v1/messages', { body }),
      ({ status }) => status !== 429,
    );
    expect(answer).toMatchObject({ status: 200 });
  });
});
