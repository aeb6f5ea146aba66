import { Worker, type IQueueBackend } from 'bullmq';
import { readBell, type Ring } from './bell.js';
import type { QueueLink } from './queue-ground.js';
import { arrivals, unnamed, type Lane } from './queue-names.js';
import { takeCalmly } from './take-calmly.js';
import { within } from './within.js';

type BellWorker = Worker<unknown, void, string, IQueueBackend>;

/** What was heard in a lane at once. */
export interface Heard {
  readonly lane: Lane;
  /** Each with the lane where it may wait. */
  readonly rings: readonly Ring[];
  /** By the clock of who rang. */
  readonly rungAt: Date;
}

export interface LaneEarsSettings {
  readonly link: QueueLink;
  readonly prefix: string;
  /** Bells pass by the queue: it is looked at for what was left in it. */
  readonly isSeldomRung: boolean;
  /** Resolves when the next bells of the lane may come. Must not reject. */
  readonly hear: (heard: Heard) => Promise<void>;
  readonly complain: (error: Error) => void;
}

/** Jobs of one lane that wait for a free handler. With two, one is fetched while another is begun. */
const jobsAtOnce = 2;

/**
 * How often an idle lane asks of itself, and whether jobs were left by who died, in milliseconds. What is
 * put into the queue is told at once; on the embedded Postgres each look is five statements.
 */
const lookEveryMs = 5_000;
const seldomEveryMs = 60_000;

/** BullMQ lets go of an idle lane in milliseconds, or, when its server is away, never. */
const politeMs = 1_000;

/**
 * The ends of lanes that hear, on one set of connections: a BullMQ worker each. BullMQ never learns
 * how a bell ended and its counter of stalled jobs never decides anything: with it, one poison job
 * failed four of six neighbours (reliability §2.2). What happens to a message is Postgres's to know.
 */
export class LaneEars {
  private readonly workers = new Map<Lane, BellWorker>();
  private readonly closing: Promise<void>;
  private letGo: () => void = () => undefined;

  constructor(private readonly settings: LaneEarsSettings) {
    this.closing = new Promise((resolve) => {
      this.letGo = resolve;
    });
  }

  get lanes(): readonly Lane[] {
    return [...this.workers.keys()];
  }

  has(lane: Lane): boolean {
    return this.workers.has(lane);
  }

  open(lane: Lane): void {
    if (this.workers.has(lane)) return;
    const { link, prefix, complain, isSeldomRung } = this.settings;
    const everyMs = isSeldomRung ? seldomEveryMs : lookEveryMs;
    const worker: BellWorker = new Worker(
      lane,
      ({ data, timestamp }) => this.hear(lane, data, new Date(timestamp)),
      {
        connection: link.connection,
        prefix,
        concurrency: jobsAtOnce,
        lockDuration: 15_000,
        drainDelay: everyMs / 1_000,
        stalledInterval: everyMs,
        maxStalledCount: 1_000_000,
        // A server that refused connections is tried again after 15 s otherwise.
        runRetryDelay: 500,
        skipVersionCheck: true,
        removeOnComplete: { count: 0 },
        removeOnFail: { count: 0 },
      },
      takeCalmly(link.backend),
    );
    worker.on('error', complain);
    this.workers.set(lane, worker);
  }

  /** Takes no more bells of this lane. */
  shut(lane: Lane): void {
    void this.release(lane);
  }

  /** Takes no more bells. Those that wait for a free handler count as handled: they get it, or are rung again. */
  async close(): Promise<void> {
    this.letGo();
    const released = Promise.all(this.lanes.map((lane) => this.release(lane)));
    await within(released, politeMs).catch(() => undefined);
    await this.settings.link.close();
  }

  private async release(lane: Lane): Promise<void> {
    const worker = this.workers.get(lane);
    this.workers.delete(lane);
    try {
      await worker?.close();
    } catch (error) {
      this.settings.complain(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** A bell of a later version is let go: the sweep finds the mailboxes that it was rung for. */
  private async hear(lane: Lane, bell: unknown, rungAt: Date): Promise<void> {
    const rings = readBell(bell, lane === arrivals ? unnamed : lane);
    if (rings.length === 0) return;
    await Promise.race([this.settings.hear({ lane, rings, rungAt }), this.closing]);
  }
}
