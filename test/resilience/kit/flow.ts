import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** How slow one direction is. */
interface Slowness {
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
}

/** One direction of a connection: passes on what comes, in order, as slowly as it is told to. */
export class Flow {
  private slowness: Slowness = {};
  private last: Promise<void> = Promise.resolve();
  private dueAt = 0;
  private underWay = 0;
  private isFrozen = false;

  constructor(
    private readonly from: Socket,
    private readonly to: Socket,
    /** Sees what comes and gives what passes on; undefined: nothing more does. */
    private readonly look: (data: Buffer) => Buffer | undefined,
  ) {
    from.on('data', (data: Buffer) => {
      this.pass(data);
    });
    from.on('end', () => {
      void this.last.then(() => to.end());
    });
  }

  slow(slowness: Slowness): void {
    this.slowness = slowness;
  }

  freeze(): void {
    this.isFrozen = true;
    this.from.pause();
  }

  thaw(): void {
    this.isFrozen = false;
    this.from.resume();
  }

  private pass(data: Buffer): void {
    const passing = this.look(data);
    if (passing === undefined) return;
    const now = performance.now();
    const { delayMs = 0, bytesPerSecond = Infinity } = this.slowness;
    // What comes later never overtakes.
    this.dueAt = Math.max(this.dueAt, now + delayMs) + (passing.length / bytesPerSecond) * 1_000;
    if (this.underWay === 0 && this.dueAt <= now) this.write(passing);
    else this.writeLater(passing, this.dueAt - now);
  }

  /** A throttled direction takes nothing more meanwhile, so that its sender feels it. */
  private writeLater(data: Buffer, waitMs: number): void {
    this.underWay += 1;
    const isOnTime = delay(waitMs);
    if (this.slowness.bytesPerSecond !== undefined) this.from.pause();
    this.last = Promise.all([this.last, isOnTime]).then(() => {
      this.write(data);
      this.underWay -= 1;
      if (this.underWay === 0 && !this.isFrozen) this.from.resume();
    });
  }

  private write(data: Buffer): void {
    if (this.to.writable) this.to.write(data);
  }
}
