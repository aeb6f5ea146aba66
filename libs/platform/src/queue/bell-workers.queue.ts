import { Worker, type IQueueBackend } from 'bullmq';
import type { Logger } from '../observe/logger.js';
import type { QueueGround } from './queue-ground.js';
import type { Lane } from './queue-names.js';
import { sayAtMost } from './say-at-most.js';
import { within } from './within.js';

/** Works on a mailbox until it is empty or somebody else's. What it throws is logged, not retried. */
export type BellHandler = (mailboxId: string) => Promise<void>;

type BellWorker = Worker<{ m: string }, void, string, IQueueBackend>;

/**
 * Listens to lanes: one BullMQ worker each. BullMQ never learns how a bell ended and its counter of
 * stalled jobs never decides anything: with it, one poison job failed four of six neighbours
 * (reliability §2.2). What happens to a message is decided in Postgres.
 */
export class BellWorkers {
  private readonly workers = new Map<Lane, BellWorker>();
  private readonly say: (error: Error) => void;
  private lastBell = performance.now();

  constructor(
    private readonly ground: QueueGround,
    private readonly handler: BellHandler,
    private readonly concurrency: number,
    private readonly log: Logger,
  ) {
    this.say = sayAtMost(log, 'A lane lost its queue; the sweeper works without it.');
  }

  /** Milliseconds since this process last heard a bell, for the watchdog. */
  get quietFor(): number {
    return performance.now() - this.lastBell;
  }

  /** Listens to exactly these lanes from now on. */
  async listen(lanes: ReadonlySet<Lane>): Promise<void> {
    for (const lane of lanes) if (!this.workers.has(lane)) this.open(lane);
    const gone = [...this.workers.keys()].filter((lane) => !lanes.has(lane));
    await Promise.all(gone.map((lane) => this.shut(lane)));
  }

  /** Opens every lane anew: the cure for a worker that is connected but hears nothing. */
  async reopen(): Promise<void> {
    const lanes = [...this.workers.keys()];
    await Promise.all(lanes.map((lane) => this.shut(lane)));
    for (const lane of lanes) this.open(lane);
    this.lastBell = performance.now();
  }

  /** Takes no more bells and waits for running handlers, for so long at most. */
  async close(deadlineMs: number): Promise<void> {
    await Promise.all([...this.workers.keys()].map((lane) => this.shut(lane, deadlineMs)));
  }

  private open(lane: Lane): void {
    const worker: BellWorker = new Worker(
      lane,
      async (job) => {
        this.lastBell = performance.now();
        await this.handle(job.data.m);
      },
      {
        connection: this.ground.consumer,
        prefix: this.ground.prefix,
        concurrency: this.concurrency,
        lockDuration: 15_000,
        stalledInterval: 5_000,
        maxStalledCount: 1_000_000,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
      this.ground.backend,
    );
    worker.on('error', this.say);
    this.workers.set(lane, worker);
  }

  private async handle(mailboxId: string): Promise<void> {
    try {
      await this.handler(mailboxId);
    } catch (error) {
      this.log.error({ err: error, mailbox: mailboxId }, 'Work on a mailbox failed unexpectedly.');
    }
  }

  /** `close` of a BullMQ worker never settles while Redis is away, so it is not waited for. */
  private async shut(lane: Lane, deadlineMs = 2_000): Promise<void> {
    const worker = this.workers.get(lane);
    this.workers.delete(lane);
    if (worker === undefined) return;
    try {
      await within(worker.close(), deadlineMs);
    } catch (error) {
      this.say(error instanceof Error ? error : new Error(String(error)));
      void worker.close(true).catch(() => undefined);
    }
  }
}
