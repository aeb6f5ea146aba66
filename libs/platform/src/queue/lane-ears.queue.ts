import { Worker, type IQueueBackend } from 'bullmq';
import type { QueueLink } from './queue-ground.js';
import type { Lane } from './queue-names.js';
import { takeCalmly } from './take-calmly.js';
import { within } from './within.js';

type BellWorker = Worker<unknown, void, string, IQueueBackend>;

export interface LaneEarsSettings {
  readonly link: QueueLink;
  readonly prefix: string;
  /** Bells handled at the same time in one lane. */
  readonly concurrency: number;
  /** Must not reject. */
  readonly handle: (mailboxId: string) => Promise<void>;
  readonly complain: (error: Error) => void;
}

/** BullMQ lets go of an idle lane in milliseconds, or, when its server is away, never. */
const politeMs = 1_000;

/**
 * The ends of lanes that hear, on one set of connections: a BullMQ worker each. BullMQ never learns
 * how a bell ended and its counter of stalled jobs never decides anything: with it, one poison job
 * failed four of six neighbours (reliability §2.2). What happens to a message is Postgres's to know.
 */
export class LaneEars {
  private readonly workers = new Map<Lane, BellWorker>();
  private readonly running = new Set<Promise<void>>();
  private readonly gaveUp: Promise<void>;
  private giveUp: () => void = () => undefined;

  constructor(private readonly settings: LaneEarsSettings) {
    this.gaveUp = new Promise((resolve) => {
      this.giveUp = resolve;
    });
  }

  get lanes(): readonly Lane[] {
    return [...this.workers.keys()];
  }

  open(lane: Lane): void {
    if (this.workers.has(lane)) return;
    const { link, prefix, concurrency, complain } = this.settings;
    const worker: BellWorker = new Worker(
      lane,
      ({ data }) => this.track(this.hear(data)),
      {
        connection: link.connection,
        prefix,
        concurrency,
        lockDuration: 15_000,
        stalledInterval: 5_000,
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

  /** Takes no more bells of this lane. Those that are being handled go on. */
  shut(lane: Lane): void {
    void this.release(lane);
  }

  /**
   * Takes no more bells and waits for running handlers until `expired`; then their bells count as
   * handled, since a bell that stays open swallows the next ones of its mailbox.
   */
  async close(expired: Promise<void>): Promise<void> {
    const released = Promise.all(this.lanes.map((lane) => this.release(lane)));
    void expired.then(this.giveUp);
    await Promise.race([this.idle(), this.gaveUp]);
    await within(released, politeMs).catch(() => undefined);
    // A bell that was on its way when the lanes were closed is handled as well.
    await Promise.race([this.idle(), this.gaveUp]);
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

  /** A bell of a later version is let go: the sweep finds the mailbox that it was rung for. */
  private hear(bell: unknown): Promise<void> {
    const mailboxId = (bell as { readonly m?: unknown } | null)?.m;
    return typeof mailboxId === 'string' ? this.settings.handle(mailboxId) : Promise.resolve();
  }

  private track(handling: Promise<void>): Promise<void> {
    this.running.add(handling);
    void handling.finally(() => this.running.delete(handling));
    return Promise.race([handling, this.gaveUp]);
  }

  private async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.allSettled(this.running);
  }
}
