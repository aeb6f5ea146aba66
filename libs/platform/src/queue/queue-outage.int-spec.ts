import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { FaultyLink } from '../../../../test/resilience/kit/faulty-link.js';
import { createEmptyDatabase, type TestDatabase } from '../../../../test/support/databases.js';
import { describeWith, serverUrl } from '../../../../test/support/test-servers.js';
import { createSilentLogger } from '../observe/logger.js';
import { openQueues, type Queues } from './open-queues.js';
import { until } from './until.fixture.js';

/** Queues over a wire that can be broken, and who heard what. */
class Outage {
  readonly heard: string[] = [];
  /** Its own: a bell that a test cut off counts as being handled for a quarter of a minute. */
  readonly lane = `cap.${randomUUID()}`;
  private readonly prefix = `{outage-${randomUUID()}}`;
  private readonly opened: Queues[] = [];

  constructor(
    readonly link: FaultyLink,
    private readonly mode: 'postgres' | 'redis',
  ) {}

  async open(): Promise<Queues> {
    const { url } = this.link;
    const queues = await openQueues({
      databaseUrl: url,
      redisUrl: this.mode === 'redis' ? url : undefined,
      prefix: this.prefix,
      maxLanes: 8,
      log: createSilentLogger(),
    });
    this.opened.push(queues);
    return queues;
  }

  async listen(queues: Queues, lanes: readonly string[] = [this.lane]): Promise<void> {
    const workers = queues.openWorkers((mailboxId) => {
      this.heard.push(mailboxId);
      return Promise.resolve();
    }, 4);
    await workers.listen(new Set(lanes));
  }

  ring(queues: Queues, mailboxId: string): Promise<boolean> {
    return queues.ringer.ring([{ lane: this.lane, mailboxId }]);
  }

  /** Rings until it is heard, as the sweeper would. */
  async ringUntilHeard(queues: Queues, mailboxId: string): Promise<void> {
    await until(async () => {
      await this.ring(queues, mailboxId);
      return this.heard.includes(mailboxId);
    });
  }

  /** What a Redis without a disk has kept when it is back. */
  async wipe(): Promise<void> {
    const redis = new Redis(this.link.url);
    const keys = await redis.keys(`${this.prefix}*`);
    if (keys.length > 0) await redis.del(...keys);
    redis.disconnect();
  }

  async close(): Promise<void> {
    await Promise.all(this.opened.map((queues) => queues.close()));
    await this.link.cut();
  }
}

async function took(work: Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work;
  return performance.now() - start;
}

let database: TestDatabase;
let outage: Outage;

async function start(mode: 'postgres' | 'redis'): Promise<Outage> {
  const target = mode === 'redis' ? serverUrl('redis') : database.url;
  outage = new Outage(await FaultyLink.open(target), mode);
  return outage;
}

async function startListening(mode: 'postgres' | 'redis'): Promise<Queues> {
  await start(mode);
  const queues = await outage.open();
  await outage.listen(queues);
  await outage.ringUntilHeard(queues, 'before');
  return queues;
}

function describeOutage(mode: 'postgres' | 'redis'): void {
  it('ring and are heard again after the server was away', async () => {
    const queues = await startListening(mode);
    await outage.link.cut();
    expect(await outage.ring(queues, 'during')).toBe(false);
    expect(queues.health()).toMatchObject({ ringing: 'failing' });
    await outage.link.mend();
    // Sooner than a lane looks by itself: its listener was replaced.
    expect(await took(outage.ringUntilHeard(queues, 'after'))).toBeLessThan(3_000);
    expect(queues.health()).toMatchObject({ ringing: 'ok' });
  });

  it('find out by themselves that the server is back', async () => {
    await start(mode);
    const queues = await outage.open();
    await outage.link.cut();
    expect(await outage.ring(queues, '1')).toBe(false);
    await outage.link.mend();
    await until(() => queues.health().ringing === 'ok');
    expect(queues.ringer.isHealthy).toBe(true);
  });

  it('give up in time on a server that takes everything and answers nothing', async () => {
    const queues = await startListening(mode);
    outage.link.freeze();
    const ring = outage.ring(queues, 'frozen');
    expect(await took(ring)).toBeLessThan(2_500);
    expect(await ring).toBe(false);
    outage.link.thaw();
    await outage.ringUntilHeard(queues, 'after');
  });

  it.each(['cut', 'freeze'] as const)('close in time when the server is away: %s', async (how) => {
    const queues = await startListening(mode);
    await outage.link[how]();
    expect(await took(queues.close())).toBeLessThan(3_000);
    outage.link.thaw();
  });

  it('leave no connection behind', async () => {
    const queues = await startListening(mode);
    expect(outage.link.connections).toBeGreaterThan(1);
    await queues.close();
    await until(() => outage.link.connections === 0);
    expect(outage.link.connections).toBe(0);
  });
}

function describeBootWithoutRedis(): void {
  it('boot while Redis is away, say so, and are heard when it comes', async () => {
    await start('redis');
    await outage.link.cut();
    const queues = await outage.open();
    await outage.listen(queues);
    expect(await outage.ring(queues, 'early')).toBe(false);
    expect(queues.ringer.isHealthy).toBe(false);
    await expect(queues.ping()).rejects.toThrow();
    await outage.link.mend();
    await outage.ringUntilHeard(queues, 'late');
    await expect(queues.ping()).resolves.toBeUndefined();
  });

  it('close in time when Redis was never there', async () => {
    await start('redis');
    await outage.link.cut();
    const queues = await outage.open();
    await outage.listen(queues);
    expect(await took(queues.close())).toBeLessThan(3_000);
  });
}

describeWith(['postgres', 'redis'], 'doorbells over a failing wire', () => {
  beforeAll(async () => {
    database = await createEmptyDatabase();
  });
  afterAll(() => database.drop());
  afterEach(() => outage.close());

  describe.each(['postgres', 'redis'] as const)('to %s', (mode) => {
    describeOutage(mode);
  });
  describe('to a Redis that is not there', () => {
    describeBootWithoutRedis();
  });

  it('are heard after Redis came back without its keys', async () => {
    const queues = await startListening('redis');
    await outage.wipe();
    await outage.link.cut();
    await outage.link.mend();
    await outage.ringUntilHeard(queues, 'after');
    expect(outage.heard).toContain('after');
  });

  it('refuse to open when Postgres is away', async () => {
    await start('postgres');
    await outage.link.cut();
    await expect(outage.open()).rejects.toThrow('ECONNREFUSED');
  });

  it('hear 40 lanes of Postgres over seven connections', async () => {
    await start('postgres');
    const queues = await outage.open();
    const lanes = Array.from({ length: 40 }, (_, n) => `cap.many${String(n)}`);
    await outage.listen(queues, lanes);
    await queues.ringer.ring(lanes.map((name) => ({ lane: name, mailboxId: name })));
    await until(() => lanes.every((name) => outage.heard.includes(name)));
    expect(outage.link.connections).toBeLessThanOrEqual(7);
  });
});
