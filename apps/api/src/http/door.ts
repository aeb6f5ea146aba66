import { performance, type EventLoopUtilization } from 'node:perf_hooks';

export interface DoorSettings {
  /** Requests of one pass of the event loop that are let in however long they take. @default 64 */
  readonly most: number;
  /** Milliseconds of one pass after which the others of it are turned away. @default 50 */
  readonly patienceMs: number;
  /** How often it is seen whether this process is behind, in milliseconds. @default 2,000 */
  readonly everyMs: number;
  /** The share of the time that a process works which is behind. @default 0.95 */
  readonly busyShare: number;
}

const usual: DoorSettings = { most: 64, patienceMs: 50, everyMs: 2_000, busyShare: 0.95 };

/**
 * The door of a process that gets more requests than it can answer. To read a request in order to refuse it costs three quarters
 * of what it costs to take it, so a flood that is refused one by one keeps the processor from what was taken before, and most of it
 * is never answered at all. Those turned away here are not even read.
 *
 * What has arrived is answered in one pass of the event loop, one after the other. The door closes for the rest of a pass in which many came
 * and which has taken long, and only where the loop did nothing but work for a while: a crowd that comes once finds it open.
 */
export class Door {
  private readonly settings: DoorSettings;
  private seen: EventLoopUtilization = performance.eventLoopUtilization();
  private isBehind = false;
  private pass: { readonly begun: number; requests: number } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(settings: Partial<DoorSettings> = {}) {
    this.settings = { ...usual, ...settings };
  }

  /** Begins to look whether the process is behind. To be closed. */
  watch(): void {
    this.seen = performance.eventLoopUtilization();
    this.timer ??= setInterval(() => {
      this.look();
    }, this.settings.everyMs).unref();
  }

  close(): void {
    clearInterval(this.timer);
  }

  /** Whether a request that has just arrived may come in. */
  admits(): boolean {
    const { most, patienceMs } = this.settings;
    const pass = (this.pass ??= this.beginPass());
    pass.requests += 1;
    if (!this.isBehind || pass.requests <= most) return true;
    return performance.now() - pass.begun < patienceMs;
  }

  private beginPass(): { readonly begun: number; requests: number } {
    setImmediate(() => {
      this.pass = undefined;
    });
    return { begun: performance.now(), requests: 0 };
  }

  private look(): void {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, this.seen);
    this.isBehind = utilization >= this.settings.busyShare;
    this.seen = now;
  }
}
