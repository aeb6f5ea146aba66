import {
  createPostgresBackend,
  Queue,
  QueueEvents,
  runMigrations,
  Worker,
  type Job,
  type Processor,
} from 'bullmq';
import { TestPostgres, until } from './embedded-postgres.fixture.js';

interface Named {
  readonly name: string;
}

/** Long enough on a machine that is busy with other tests. */
const patience = 20_000;

describe('BullMQ on the embedded Postgres', () => {
  let postgres: TestPostgres;
  let closers: (() => Promise<void>)[] = [];
  let made = 0;

  beforeAll(async () => {
    postgres = await TestPostgres.start();
    const client = await postgres.connect();
    await runMigrations(client);
  });

  afterEach(async () => {
    for (const close of closers.reverse()) await close();
    closers = [];
  });

  afterAll(() => postgres.stop());

  const connection = (): { connectionString: string; max: number } => ({
    connectionString: postgres.server.connectionString,
    max: 4,
  });

  async function openQueue() {
    made += 1;
    const queue = new Queue(`queue-${made}`, { connection: connection() }, createPostgresBackend);
    const events = new QueueEvents(queue.name, { connection: connection() }, createPostgresBackend);
    closers.push(
      () => queue.close(),
      () => events.close(),
    );
    await Promise.all([queue.waitUntilReady(), events.waitUntilReady()]);
    return { queue, events };
  }

  async function work(queue: Named, processor: Processor, concurrency = 8): Promise<void> {
    const options = { connection: connection(), concurrency };
    const worker = new Worker(queue.name, processor, options, createPostgresBackend);
    closers.push(() => worker.close());
    await worker.waitUntilReady();
  }

  it('does every job once', async () => {
    const { queue } = await openQueue();
    const done: number[] = [];
    await work(queue, async (job: Job<number>) => done.push(job.data));
    await queue.addBulk(Array.from({ length: 200 }, (_, data) => ({ name: 'job', data })));
    await until(() => done.length >= 200);

    expect([...done].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 200 }, (_, index) => index),
    );
  });

  it('wakes a worker that has nothing to do', async () => {
    const { queue, events } = await openQueue();
    await work(queue, async () => 'awake');
    const first = await queue.add('job', 1);
    await first.waitUntilFinished(events, patience);
    const begun = performance.now();
    const second = await queue.add('job', 2);

    expect(await second.waitUntilFinished(events, patience)).toBe('awake');
    // By NOTIFY: a worker that only looks now and then does so every five seconds.
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  it('tries a job again that failed', async () => {
    const { queue, events } = await openQueue();
    await work(queue, async (job: Job) => {
      if (job.attemptsMade < 2) throw new Error('not yet');
      return job.attemptsMade;
    });
    const options = { attempts: 3, backoff: { type: 'exponential', delay: 20 } };
    const job = await queue.add('job', {}, options);

    expect(await job.waitUntilFinished(events, patience)).toBe(2);
  });

  it('begins a delayed job when it is time', async () => {
    const { queue, events } = await openQueue();
    await work(queue, async () => performance.now());
    const begun = performance.now();
    const job = await queue.add('job', {}, { delay: 300 });

    expect((await job.waitUntilFinished(events, patience)) - begun).toBeGreaterThanOrEqual(290);
  });

  it('rings a bell again that was rung while it was answered, once', async () => {
    const { queue } = await openQueue();
    const begun: string[] = [];
    const release: (() => void)[] = [];
    await work(queue, async (job: Job<string>) => {
      begun.push(job.data);
      await new Promise<void>((resolve) => release.push(resolve));
    });
    const ring = (data: string): Promise<Job> =>
      queue.add('bell', data, {
        deduplication: { id: 'mailbox', keepLastIfActive: true },
        removeOnComplete: true,
        removeOnFail: true,
      });
    await ring('first');
    await until(() => begun.length === 1);
    for (const data of ['second', 'third', 'last']) await ring(data);
    release[0]?.();
    await until(() => begun.length === 2);
    release[1]?.();
    await until(async () => (await queue.getJobCountByTypes('waiting', 'active', 'delayed')) === 0);

    expect(begun).toEqual(['first', 'last']);
  });

  it('loses no bell of many mailboxes with many rings', async () => {
    const { queue } = await openQueue();
    const rung = new Map<string, number>();
    const answered = new Map<string, number>();
    await work(queue, async (job: Job<string>) => {
      // What has been rung by now is answered by this turn.
      const rings = rung.get(job.data) ?? 0;
      await new Promise((resolve) => setImmediate(resolve));
      answered.set(job.data, rings);
      if (Math.random() < 0.1) throw new Error('answered all the same');
    });
    const mailboxes = ['a', 'b', 'c', 'd', 'e'];
    for (let ring = 1; ring <= 40; ring += 1) {
      await Promise.all(
        mailboxes.map(async (id) => {
          rung.set(id, ring);
          const deduplication = { id, keepLastIfActive: true };
          await queue.add('bell', id, {
            deduplication,
            removeOnComplete: true,
            removeOnFail: true,
          });
        }),
      );
    }
    await until(() => mailboxes.every((id) => answered.get(id) === 40));

    expect(Object.fromEntries(answered)).toEqual({ a: 40, b: 40, c: 40, d: 40, e: 40 });
  });
});
