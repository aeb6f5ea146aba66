import { Queue, type IQueueBackend } from 'bullmq';
import { faultPoint } from '#faults';
import { writeArrivals, writeBells, type BellData, type Ring } from './bell.js';
import type { QueueGround } from './queue-ground.js';
import type { Lane } from './queue-names.js';
import { within } from './within.js';

type BellQueue = Queue<BellData, void, string, BellData, void, string, IQueueBackend>;
type BellJob = Parameters<BellQueue['addBulk']>[0][number];

/**
 * Rung because mail came, with all that comes in the same moment; or because nobody who heard could answer,
 * where it waits; or once more, alone, because nobody seems to have heard.
 */
export type BellKind = 'arrival' | 'waiting' | 'again';

/** Longer than this nobody waits for a bell: `add` never settles when Redis was down at boot. */
const deadlineMs = 1_000;

/** Bells added in one round trip. */
const maxBatch = 250;

interface CollectedRing extends Ring {
  readonly kind: BellKind;
}

/** The end of a lane that rings: collects the bells of a moment and adds them together. */
export class LaneBell {
  private queue: BellQueue | undefined;
  private hasRung = false;
  private collected = new Map<string, CollectedRing>();
  private onItsWay: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(
    private readonly lane: Lane,
    private readonly ground: QueueGround,
    private readonly complain: (error: Error) => void,
  ) {}

  /** Rejects when one of the bells may not have got through. */
  ring(rings: readonly Ring[], kind: BellKind): Promise<void> {
    for (const ring of rings) this.collected.set(ring.mailboxId, { ...ring, kind });
    this.next ??= this.turn().then(
      () => this.flush(),
      (error: unknown) => this.giveUp(error),
    );
    return this.next;
  }

  async close(): Promise<void> {
    if (this.queue !== undefined) await within(this.queue.close(), 500).catch(() => undefined);
  }

  /** When the bells before have arrived: one round trip at a time and lane. */
  private turn(): Promise<void> {
    const tick = new Promise<void>((resolve) => setImmediate(resolve));
    return this.onItsWay ?? tick;
  }

  /** Where the bells before did not get through, these need not wait as long to learn the same. */
  private giveUp(error: unknown): never {
    this.collected.clear();
    this.next = undefined;
    throw error;
  }

  private flush(): Promise<void> {
    const jobs = toJobs(this.collected);
    this.collected.clear();
    this.next = undefined;
    const sending = this.addAll(jobs).finally(() => {
      if (this.onItsWay === sending) this.onItsWay = undefined;
    });
    this.onItsWay = sending;
    return sending;
  }

  private async addAll(jobs: readonly BellJob[]): Promise<void> {
    try {
      for (let start = 0; start < jobs.length; start += maxBatch) {
        const batch = jobs.slice(start, start + maxBatch);
        await within(
          faultPoint('queue.ring', () => this.add(batch)),
          deadlineMs,
        );
      }
      this.hasRung = true;
    } catch (error) {
      if (!this.hasRung) this.forgetQueue();
      throw error;
    }
  }

  private async add(jobs: BellJob[]): Promise<void> {
    this.queue ??= this.openQueue();
    const [first, ...more] = jobs;
    // A pipeline costs the process more than the job in it, and mostly there is one.
    if (first !== undefined && more.length === 0) {
      await this.queue.add(first.name, first.data, first.opts);
    } else await this.queue.addBulk(jobs);
  }

  private openQueue(): BellQueue {
    const { producer, prefix } = this.ground;
    const queue: BellQueue = new Queue(
      this.lane,
      {
        connection: producer.connection,
        prefix,
        // Both would ask Redis, and remember for ever that it was away.
        skipWaitingForReady: true,
        skipVersionCheck: true,
        streams: { events: { maxLen: 100 } },
      },
      producer.backend,
    );
    queue.on('error', this.complain);
    return queue;
  }

  /** A queue opened while Redis is away has not bounded its stream of events; the next one does. */
  private forgetQueue(): void {
    const { queue } = this;
    this.queue = undefined;
    if (queue !== undefined) void within(queue.close(), 500).catch(() => undefined);
  }
}

function toJobs(collected: ReadonlyMap<string, CollectedRing>): BellJob[] {
  const of = (kind: BellKind): Ring[] =>
    [...collected.values()].filter((ring) => ring.kind === kind);
  const idsOf = (kind: BellKind): string[] => of(kind).map(({ mailboxId }) => mailboxId);
  const alone = idsOf('again').map((m) => ({ m }));
  return [...writeArrivals(of('arrival')), ...writeBells(idsOf('waiting')), ...alone].map(toJob);
}

/** While a bell for one mailbox waits, more of them are one. */
function toJob(data: BellData): BellJob {
  const isAlone = data.also === undefined;
  return {
    name: 'bell',
    data,
    opts: {
      attempts: 1,
      removeOnComplete: true,
      removeOnFail: true,
      ...(isAlone ? { deduplication: { id: `m-${data.m}`, keepLastIfActive: true } } : {}),
    },
  };
}
