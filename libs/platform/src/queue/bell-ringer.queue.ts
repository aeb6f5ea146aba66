import { Queue, type IQueueBackend } from 'bullmq';
import type { Logger } from '../observe/logger.js';
import type { QueueGround } from './queue-ground.js';
import type { Lane } from './queue-names.js';
import { sayAtMost } from './say-at-most.js';
import { within } from './within.js';

/** Wake whoever works on this mailbox. */
export interface Ring {
  readonly lane: Lane;
  readonly mailboxId: string;
}

type BellQueue = Queue<{ m: string }, void, string, { m: string }, void, string, IQueueBackend>;

/** Longer than this nobody waits for a bell: `add` never settles when Redis was down at boot. */
const deadlineMs = 1_500;

/**
 * Rings for mailboxes. A bell carries a mailbox id and nothing else, so a lost one costs time and a
 * doubled one nothing. While a bell of a mailbox waits, more are swallowed; while one is handled,
 * the last of them is kept and rings after it (`keepLastIfActive`), so no wake-up is lost.
 */
export class BellRinger {
  private readonly queues = new Map<Lane, BellQueue>();
  private readonly waiting = new Map<Lane, Set<string>>();
  private pass: Promise<boolean> | undefined;
  private healthy = true;
  private readonly say: (error: Error) => void;

  constructor(
    private readonly ground: QueueGround,
    log: Logger,
  ) {
    this.say = sayAtMost(log, 'A bell could not be rung; the sweeper will find the mail.');
  }

  /** Whether the last bells got through. */
  get isHealthy(): boolean {
    return this.healthy;
  }

  /** Whether the bells got through in time. Never throws. Rings of one tick share a round trip. */
  ring(rings: readonly Ring[]): Promise<boolean> {
    for (const { lane, mailboxId } of rings) {
      const mailboxes = this.waiting.get(lane) ?? new Set();
      this.waiting.set(lane, mailboxes.add(mailboxId));
    }
    this.pass ??= new Promise((resolve) => setImmediate(resolve)).then(() => this.flush());
    return this.pass;
  }

  async close(): Promise<void> {
    await Promise.allSettled(
      [...this.queues.values()].map((queue) => within(queue.close(), 1_000)),
    );
  }

  private async flush(): Promise<boolean> {
    this.pass = undefined;
    const lanes = [...this.waiting];
    this.waiting.clear();
    const rung = await Promise.all(lanes.map(([lane, mailboxes]) => this.add(lane, mailboxes)));
    this.healthy = rung.every(Boolean);
    return this.healthy;
  }

  private async add(lane: Lane, mailboxes: ReadonlySet<string>): Promise<boolean> {
    const jobs = [...mailboxes].map((mailboxId) => ({
      name: 'bell',
      data: { m: mailboxId },
      opts: {
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
        deduplication: { id: `m-${mailboxId}`, keepLastIfActive: true },
      },
    }));
    try {
      await within(this.queueOf(lane).addBulk(jobs), deadlineMs);
      return true;
    } catch (error) {
      this.say(error instanceof Error ? error : new Error(String(error)));
      return false;
    }
  }

  private queueOf(lane: Lane): BellQueue {
    const known = this.queues.get(lane);
    if (known !== undefined) return known;
    const queue: BellQueue = new Queue(
      lane,
      {
        connection: this.ground.producer,
        prefix: this.ground.prefix,
        skipWaitingForReady: true,
        streams: { events: { maxLen: 100 } },
      },
      this.ground.backend,
    );
    queue.on('error', this.say);
    this.queues.set(lane, queue);
    return queue;
  }
}
