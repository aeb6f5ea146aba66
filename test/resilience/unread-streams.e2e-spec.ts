import { readFileSync } from 'node:fs';
import { ContractFetch } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { describeWith } from '../support/test-servers.js';
import { freePort } from './kit/free-port.js';
import { heldConnections } from './kit/held-connections.js';
import { Member } from './kit/member.js';
import { tellFigures } from './kit/paced-messages.js';
import { StreamSocket } from './kit/stream-socket.js';

const mebibyte = 1_048_576;
const streams = 200;
/** A third. */
const unread = Math.floor(streams / 3);
/** Of those, so many wake up one after another, a quarter of a second apart. */
const sleepers = 24;
/** A message and its answer are twice this. The kernel keeps four megabytes for one who does not read. */
const text = 'x'.repeat(50_000);
const toFill = 50;

describeWith(['postgres'], 'a server with 200 streams, a third of which nobody reads', () => {
  let database: TestDatabase;
  let server: Member;
  let api: ContractFetch;
  let reading: readonly StreamSocket[];
  let sleeping: readonly StreamSocket[];
  let before: number;

  const say = (): Promise<unknown> =>
    api.call('/api/v1/messages', {
      body: { capability: 'echo', conversation_id: 'busy', content: { text }, wait: '20s' },
    });
  const held = (): number => heldConnections(Number(new URL(api.url).port));
  /** Memory of the server's process, in megabytes. */
  const memory = (): number => {
    const status = readFileSync(`/proc/${String(server.pid)}/status`, 'utf8');
    return (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1_024) / mebibyte;
  };
  const open = (count: number, isRead: boolean): StreamSocket[] =>
    Array.from({ length: count }, () => new StreamSocket(api.url, 'busy', isRead));

  beforeAll(async () => {
    database = await createReadyDatabase();
    const port = String(await freePort());
    server = new Member({
      ...{ name: 'server', command: ['server', 'start'], nodeFlags: [] },
      settings: {
        CAXTON_PORT: port,
        CAXTON_DATABASE_URL: database.url,
        CAXTON_LLM_PROVIDER: 'embedded',
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/../e2e/agents`,
        CAXTON_STREAM_PATIENCE: '3s',
      },
    });
    await server.start();
    api = await ContractFetch.of(`http://127.0.0.1:${port}`);
    await say();
    before = held();
    reading = open(streams - unread, true);
    sleeping = open(unread, false);
    await eventually(
      async () => held(),
      (now) => now >= before + streams,
    );
  }, 120_000);
  afterAll(async () => {
    for (const stream of [...reading, ...sleeping]) stream.leave();
    await server.end('SIGKILL');
    await database.drop();
  });

  it('keeps its memory, and lets go of those who do not read, who are told when they wake', async () => {
    for (let n = 0; n < toFill; n += 1) await say();
    const begun = performance.now();
    const samples: number[] = [];
    const waking = setInterval(() => {
      sleeping[Math.floor((performance.now() - begun) / 250)]?.wake();
    }, 250);
    while (performance.now() - begun < 10_000) {
      await say();
      samples.push(memory());
    }
    clearInterval(waking);
    const [first, last] = [samples.slice(0, 8), samples.slice(-8)].map(median);
    const told = sleeping.map(({ lagged }) => lagged).filter((one) => one !== undefined);
    tellFigures(`${String(streams)} streams`, {
      messages: toFill + samples.length,
      ...{ from_mb: first ?? 0, to_mb: last ?? 0, lagged: told.length },
    });
    // A server that keeps what 42 readers have not read grows by 4 MB with every message; a busy one collects late.
    const keptByOthers = 4 * samples.length;
    expect((last ?? 0) - (first ?? 0)).toBeLessThan(Math.max(60, keptByOthers / 3));
    expect(told.length).toBeGreaterThan(0);
    expect(told[0]).toMatchObject({
      message: expect.stringContaining('Last-Event-ID') as string,
      last_event_id: expect.any(Number) as number,
    });
  }, 90_000);

  it('has closed every stream that was not read, and none that was', async () => {
    const unreadToTheEnd = sleeping.slice(sleepers);
    for (const stream of unreadToTheEnd) stream.wake();
    await Promise.all(unreadToTheEnd.map(({ closed }) => closed));
    // On a busy machine one who reads may be too slow for a moment as well; it stays behind for ever.
    const spread = await eventually(
      async () =>
        spreadOf(reading.filter(({ isOpen }) => isOpen).map(({ characters }) => characters)),
      (characters) => characters < text.length,
    );
    // Comments that keep a stream alive are few characters; an event has more than fifty thousand.
    expect(spread).toBeLessThan(text.length);
    expect(reading.filter(({ isOpen }) => isOpen).length).toBeGreaterThanOrEqual(
      reading.length - 3,
    );
    expect(held()).toBeGreaterThanOrEqual(before + reading.length - 3);
  }, 60_000);
});

const spreadOf = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
