import { faultPoint } from '#faults';
import type { Logger } from '../observe/logger.js';
import { BellAnswering } from './bell-answering.js';
import type { Ring } from './bell.js';
import { LaneEars, type Heard } from './lane-ears.queue.js';
import { NearBells } from './near-bells.js';
import type { QueueGround } from './queue-ground.js';
import { arrivals, type Lane } from './queue-names.js';
import { sayAtMost } from './say-at-most.js';

/**
 * Works on a mailbox until it is empty or somebody else's. What it throws is logged, not retried.
 * The signal aborts when this process stops and will not wait any longer.
 */
export type BellHandler = (mailboxId: string, signal: AbortSignal) => Promise<void>;

export interface BellWorkersSettings {
  readonly ground: QueueGround;
  readonly handler: BellHandler;
  /** Handlers at the same time, over all lanes. */
  readonly concurrency: number;
  /** Rings for mailboxes whose bell was heard and cannot be answered here. */
  readonly handBack: (rings: readonly Ring[]) => void;
  /** Of those that arrive, only bells of the lanes that it listens to are answered here. */
  readonly isPicky: boolean;
  /** Bells of this process come to `take`. */
  readonly isAlone: boolean;
  readonly log: Logger;
}

/**
 * Listens to lanes and hands each bell to the handler. A bell counts as handled when its handler has
 * begun: what becomes of the mail is Postgres's to know. While all handlers are busy, no bells are
 * taken that others could answer.
 */
export class BellWorkers {
  private readonly stopping = new AbortController();
  private readonly complain: (error: Error) => void;
  private readonly retiring = new Set<Promise<void>>();
  private readonly expired: Promise<void>;
  private readonly answering: BellAnswering;
  private readonly near: NearBells;
  private ears: LaneEars;
  private lastBell = performance.now();
  private isClosed = false;

  constructor(private readonly settings: BellWorkersSettings) {
    const { concurrency: places, handBack, log } = settings;
    this.complain = sayAtMost(log, 'A lane lost its queue; the sweeper works without it.');
    this.answering = new BellAnswering({
      ...{ places, handBack },
      handle: (mailboxId) => this.handle(mailboxId),
    });
    this.near = new NearBells(this.answering, handBack);
    this.ears = this.openEars();
    this.expired = new Promise((resolve) => {
      this.stopping.signal.addEventListener('abort', () => {
        resolve();
      });
    });
  }

  /** The lanes that are listened to. */
  get lanes(): readonly Lane[] {
    return this.ears.lanes;
  }

  /** Milliseconds since this process last heard a bell, for the watchdog. */
  get quietFor(): number {
    return performance.now() - this.lastBell;
  }

  /** Takes bells of its own process without the queue. False: ring them through it. */
  take(lane: Lane, mailboxIds: readonly string[]): boolean {
    if (this.isClosed || !this.ears.has(lane)) return false;
    this.lastBell = performance.now();
    return this.near.take(lane, mailboxIds);
  }

  /** Listens to exactly these lanes from now on; a server that is away is waited for. */
  listen(lanes: ReadonlySet<Lane>): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    for (const lane of this.ears.lanes) if (!lanes.has(lane)) this.ears.shut(lane);
    for (const lane of lanes) this.ears.open(lane);
    return Promise.resolve();
  }

  /**
   * Opens every lane anew on new connections: the cure for workers that are connected but hear
   * nothing. Lanes share connections, so one alone is not worth opening. Running handlers go on.
   */
  reopen(): Promise<void> {
    if (this.isClosed) return Promise.resolve();
    const { ears } = this;
    const lanes = ears.lanes;
    this.ears = this.openEars();
    for (const lane of lanes) this.ears.open(lane);
    this.lastBell = performance.now();
    this.retire(ears);
    return Promise.resolve();
  }

  /**
   * Takes no more bells and waits for running handlers, for so many milliseconds at most; then
   * their signal aborts. Settles about a second later at the latest, also while the server of the
   * queues is away.
   */
  async close(deadlineMs: number): Promise<void> {
    this.answering.close();
    if (!this.isClosed) this.retire(this.ears);
    this.isClosed = true;
    const timer = setTimeout(() => {
      this.stopping.abort(new DOMException('The worker stops.', 'AbortError'));
    }, deadlineMs);
    await Promise.all([...this.retiring, Promise.race([this.answering.idle(), this.expired])]);
    clearTimeout(timer);
  }

  private openEars(): LaneEars {
    const { ground, isAlone: isSeldomRung } = this.settings;
    return new LaneEars({
      ...{ link: ground.openConsumer(), prefix: ground.prefix, isSeldomRung },
      hear: (heard) => this.hear(heard),
      complain: this.complain,
    });
  }

  private retire(ears: LaneEars): void {
    const closing = ears.close().finally(() => this.retiring.delete(closing));
    this.retiring.add(closing);
  }

  private async hear({ lane, rings, rungAt }: Heard): Promise<void> {
    this.lastBell = performance.now();
    if (lane === arrivals) {
      await this.answering.sort(this.leaveToOthers(rings), Date.now() - rungAt.getTime());
    } else {
      const mailboxIds = rings.map(({ mailboxId }) => mailboxId);
      await this.answering.begin(lane, mailboxIds);
      await this.answering.whenRoom();
    }
  }

  /** What is left for this process. */
  private leaveToOthers(rings: readonly Ring[]): readonly Ring[] {
    const { isPicky, handBack } = this.settings;
    const others = rings.filter(({ lane }) => isPicky && !this.ears.lanes.includes(lane));
    if (others.length > 0) handBack(others);
    return rings.filter((ring) => !others.includes(ring));
  }

  private async handle(mailboxId: string): Promise<void> {
    const { handler, log } = this.settings;
    try {
      await faultPoint('queue.hear', () => handler(mailboxId, this.stopping.signal));
    } catch (error) {
      log.error({ err: error, mailbox: mailboxId }, 'Work on a mailbox failed unexpectedly.');
    }
  }
}
