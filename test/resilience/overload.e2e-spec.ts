import { Client } from 'pg';
import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { type TestDatabase } from '../support/databases.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import { ServerUnderTest, type RunningServer } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const agentsDir = `${import.meta.dirname}/../e2e/agents`;
const limit = 200;

/** What became of one request. */
interface Shot {
  readonly reply: Reply;
  readonly tookMs: number;
}

let count = 0;

/** One message in a conversation of its own, whose turn takes a tenth of a second. */
async function shoot(api: ContractFetch, more: object = {}): Promise<Shot> {
  const begun = performance.now();
  const reply = await api.call('/api/v1/messages', {
    body: {
      capability: 'echo',
      conversation_id: `burst-${String((count += 1))}`,
      content: { delayMs: 100 },
      ...more,
    },
  });
  return { reply, tookMs: performance.now() - begun };
}

/** Open loop: so many requests a second for so long, whatever becomes of them. */
async function bombard(api: ContractFetch, perSecond: number, seconds: number): Promise<Shot[]> {
  const shots: Promise<Shot>[] = [];
  const begun = performance.now();
  const due = (): number => ((performance.now() - begun) / 1_000) * perSecond;
  await eventually(
    async () => {
      while (shots.length < Math.min(due(), perSecond * seconds)) shots.push(shoot(api));
      return shots.length;
    },
    (sent) => sent >= perSecond * seconds,
  );
  return Promise.all(shots);
}

const isAccepted = ({ reply }: Shot): boolean => reply.status === 200;

/** Until everything that was accepted has ended; gives how each did. */
async function endingsOf(api: ContractFetch, shots: readonly Shot[]): Promise<unknown[]> {
  const left = shots.filter(isAccepted).map(({ reply }) => String(reply.body['message_id']));
  const endings: unknown[] = [];
  await eventually(
    async () => {
      for (const id of left.splice(0)) {
        const { body } = await api.call(`/api/v1/messages/${id}`);
        const status = body['status'];
        if (status === 'delivered' || status === 'processing') left.push(id);
        else endings.push(status);
      }
      return left.length;
    },
    (waiting) => waiting === 0,
  );
  return [...endings, ...left.map(() => 'waits')];
}

function percentile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Infinity;
}

function expectRefusals(shots: readonly Shot[], codes: readonly string[]): void {
  for (const { reply } of shots.filter((shot) => !isAccepted(shot))) {
    const { error } = reply.body as { error: { code: string } };
    const retryAfter = Number(reply.headers.get('retry-after'));
    expect(codes).toContain(error.code);
    expect(retryAfter).toBeGreaterThanOrEqual(1);
    expect(retryAfter).toBeLessThanOrEqual(60);
  }
}

/** Messages that were refused because the backlog was full, as the server's metrics tell it. */
async function readRefused(metricsUrl: string): Promise<number> {
  const text = await (await fetch(metricsUrl)).text();
  return Number(/^caxton_messages_refused_total\{reason="BACKLOG_FULL"\} (\d+)$/m.exec(text)?.[1]);
}

describeWith(['postgres'], 'a server under more load than it can do', () => {
  let database: TestDatabase;
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    database = await createReadyDatabase();
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_AGENTS_DIR: agentsDir,
        CAXTON_CONCURRENCY: '8',
        CAXTON_MAX_CAPABILITY_BACKLOG: String(limit),
      },
      // Whoever keeps what it cannot do runs out of this.
      nodeFlags: ['--max-old-space-size=160'],
    });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    await database.drop();
  });

  it('does what it accepts at the speed of always, and says of the rest when to come back', async () => {
    const begun = performance.now();
    const quiet = await Promise.all(Array.from({ length: limit }, () => shoot(api)));
    expect(quiet.every(isAccepted)).toBe(true);
    await endingsOf(api, quiet);
    const peak = limit / ((performance.now() - begun) / 1_000);

    const storm = performance.now();
    const shots = await bombard(api, Math.ceil(5 * peak), 8);
    const accepted = shots.filter(isAccepted);
    const endings = await endingsOf(api, shots);
    const goodput = accepted.length / ((performance.now() - storm) / 1_000);

    expectRefusals(shots, ['BACKLOG_FULL']);
    expect(shots.length - accepted.length).toBeGreaterThan(accepted.length);
    expect(new Set(endings)).toEqual(new Set(['completed']));
    expect(goodput).toBeGreaterThan(0.6 * peak);
    expect(
      percentile(
        accepted.map(({ tookMs }) => tookMs),
        0.99,
      ),
    ).toBeLessThan(4_000);
  });

  it('tells the limit, the backlog and the capability, and lets no more in than the limit', async () => {
    const before = await readRefused(server.metricsUrl);
    const begun = performance.now();
    const shots = await Promise.all(Array.from({ length: 3 * limit }, () => shoot(api)));
    const seconds = (performance.now() - begun) / 1_000;
    const refused = shots.filter((shot) => !isAccepted(shot));
    // Eight turns at a time, ten a second each, make room meanwhile.
    expect(shots.length - refused.length).toBeLessThanOrEqual(limit + 80 * seconds + 8);
    expect(refused.length).toBeGreaterThan(0);
    expect(await readRefused(server.metricsUrl)).toBe(before + refused.length);
    for (const { reply } of refused) {
      const { details } = reply.body['error'] as {
        details: { limit: number; backlog: number; capability: string };
      };
      expect(details).toMatchObject({ limit, capability: 'echo' });
      expect(details.backlog).toBeGreaterThan(0);
    }
    expect(new Set(await endingsOf(api, shots))).toEqual(new Set(['completed']));
  });
});

describeWith(['postgres'], 'a server whose database hangs', () => {
  it('answers every request within six seconds, and stores what it said it stored', async () => {
    const database = await createReadyDatabase();
    const server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATABASE_URL: database.url,
        CAXTON_DATABASE_POOL: '2',
        CAXTON_AGENTS_DIR: agentsDir,
      },
      command: ['server', 'start'],
    });
    const api = await ContractFetch.of(server.url);
    const locker = new Client({ connectionString: database.url });
    locker.on('error', () => undefined);
    await locker.connect();
    await shoot(api, { content: {} });
    await locker.query('begin');
    await locker.query('lock table messages, conversations, agents in access exclusive mode');
    const messages = Array.from({ length: 20 }, () => shoot(api, { content: {} }));
    const reads = Array.from({ length: 20 }, async (): Promise<Shot> => {
      const begun = performance.now();
      const reply = await api.call('/api/v1/agents');
      return { reply, tookMs: performance.now() - begun };
    });
    const shots = await Promise.all([...messages, ...reads]);
    await locker.query('rollback');
    await locker.end();
    const after = await eventually(
      () => shoot(api, { content: {} }),
      ({ reply }) => reply.status === 200,
    );
    const endings = await endingsOf(api, [after]);
    const { code } = await server.process.stop();
    await database.drop();
    expect(code).toBe(0);
    expectRefusals(shots, ['UNAVAILABLE', 'RATE_LIMITED']);
    expect(shots.some(isAccepted)).toBe(false);
    // Half a second for a machine that is busy with other things.
    expect(Math.max(...shots.map(({ tookMs }) => tookMs))).toBeLessThan(6_500);
    expect(new Set(endings)).toEqual(new Set(['completed']));
  });
});
