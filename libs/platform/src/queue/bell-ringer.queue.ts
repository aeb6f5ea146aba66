import { faultPoint } from '#faults';
import type { Logger } from '../observe/logger.js';
import type { Ring } from './bell.js';
import { LaneBell, type BellKind } from './lane-bell.queue.js';
import type { QueueGround } from './queue-ground.js';
import { arrivals, type Lane } from './queue-names.js';
import { sayAtMost } from './say-at-most.js';

/** Takes bells that need no queue. Whether it did. */
export type NearTaker = (lane: Lane, mailboxIds: readonly string[]) => boolean;

/** While bells fail, one of them is tried again this often, so that health recovers by itself. */
const probeMs = 500;

/** Lanes of capabilities that are gone are forgotten when more than this have been rung. */
const maxLanesKept = 1_024;

/**
 * Rings for mailboxes. A bell carries ids of mailboxes and nothing else, so a lost one costs time and a
 * doubled one nothing. Bells of one moment share jobs; those
 * that are rung again are swallowed while the last of them waits, so that they do not pile up.
 */
export class BellRinger {
  private readonly lanes = new Map<Lane, LaneBell>();
  private readonly complain: (error: Error) => void;
  private probe: NodeJS.Timeout | undefined;
  private healthy = true;
  private failures = 0;
  private isClosed = false;

  constructor(
    private readonly ground: QueueGround,
    log: Logger,
    /** Absent: others may be better placed to take them, so all bells go through the queue. */
    private readonly near?: NearTaker,
  ) {
    this.complain = sayAtMost(log, 'A bell could not be rung; the sweeper will find the mail.');
  }

  /** Whether the last bells got through. */
  get isHealthy(): boolean {
    return this.healthy;
  }

  /** Calls of a lane that failed since the start. */
  get failedAttempts(): number {
    return this.failures;
  }

  /**
   * Whether these bells got through in time: a second after their turn came at the latest. Never
   * throws. While bells are known to fail, only a probe is sent and everything else fails at once: a
   * server that hangs would make each of them wait. Rings of one turn of the event loop, and those that come while earlier ones of their
   * lane are on their way, share a round trip.
   */
  async ring(rings: readonly Ring[], kind: BellKind = 'waiting'): Promise<boolean> {
    if (this.isClosed) return false;
    const left = await this.ringNear(rings);
    if (left.length === 0) return true;
    if (!this.healthy) return false;
    const lanes = kind === 'arrival' ? new Map([[arrivals, left]]) : byLane(left);
    const rung = await Promise.all(
      [...lanes].map(([lane, ofLane]) => this.tryLane(lane, ofLane, kind)),
    );
    return rung.every(Boolean);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.probe);
    await Promise.all([...this.lanes.values()].map((bell) => bell.close()));
  }

  /** Rings by hand where this process is alone. Gives those that go through the queue. */
  private async ringNear(rings: readonly Ring[]): Promise<readonly Ring[]> {
    const { near } = this;
    if (near === undefined) return rings;
    const left = await Promise.all(
      [...byLane(rings)].map(async ([lane, ofLane]) => {
        const mailboxIds = ofLane.map(({ mailboxId }) => mailboxId);
        return (await ringNear(near, lane, mailboxIds)) ? [] : ofLane;
      }),
    );
    return left.flat();
  }

  private async tryLane(lane: Lane, rings: readonly Ring[], kind: BellKind): Promise<boolean> {
    try {
      await this.bellOf(lane).ring(rings, kind);
      this.healthy = true;
      return true;
    } catch (error) {
      this.healthy = false;
      this.failures += 1;
      this.complain(error instanceof Error ? error : new Error(String(error)));
      this.probeWith(rings.slice(0, 1));
      return false;
    }
  }

  private probeWith([ring]: readonly Ring[]): void {
    if (ring === undefined || this.probe !== undefined || this.isClosed) return;
    this.probe = setTimeout(() => {
      this.probe = undefined;
      if (!this.healthy && !this.isClosed) void this.tryLane(ring.lane, [ring], 'again');
    }, probeMs).unref();
  }

  private bellOf(lane: Lane): LaneBell {
    const known = this.lanes.get(lane);
    if (known !== undefined) return known;
    this.forgetOldest();
    const bell = new LaneBell(lane, this.ground, this.complain);
    this.lanes.set(lane, bell);
    return bell;
  }

  private forgetOldest(): void {
    const [oldest] = this.lanes;
    if (this.lanes.size < maxLanesKept || oldest === undefined) return;
    this.lanes.delete(oldest[0]);
    void oldest[1].close();
  }
}

function ringNear(near: NearTaker, lane: Lane, mailboxIds: readonly string[]): Promise<boolean> {
  return faultPoint('queue.ring', () => Promise.resolve(near(lane, mailboxIds)));
}

function byLane(rings: readonly Ring[]): Map<Lane, Ring[]> {
  const lanes = new Map<Lane, Ring[]>();
  for (const ring of rings) {
    const ofLane = lanes.get(ring.lane);
    if (ofLane === undefined) lanes.set(ring.lane, [ring]);
    else ofLane.push(ring);
  }
  return lanes;
}
