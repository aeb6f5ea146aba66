import type { CancelOrder } from '#messaging';
import type { SuspectLane } from './suspect-lane.js';

/** The lanes that a worker has for suspects. */
export interface SuspectLanesKit {
  /** Runs the suspects that one process has died over, many at the same time. */
  readonly together: SuspectLane;
  /** Each runs one suspect that two processes have died over. */
  readonly alone: readonly SuspectLane[];
  /** In how many milliseconds the first lease of a worker runs out that seems to have died. */
  readonly foresee: () => Promise<number | undefined>;
}

/**
 * A worker that dies leaves a suspect per turn that it ran, and most are innocent: those run together.
 * If their process dies as well, each of them runs alone, so that the third death, which is the
 * last, finds its culprit (ADR-0011).
 */
export class SuspectLanes {
  constructor(private readonly kit: SuspectLanesKit) {}

  /**
   * Starts the process for many while the leases of a dead worker run out: loading takes a second. Gives
   * in how many milliseconds the first of them does.
   */
  async foresee(): Promise<number | undefined> {
    const inMs = await this.kit.foresee();
    if (inMs !== undefined) this.kit.together.prepare();
    return inMs;
  }

  /** Runs the suspects that wait, as far as there is room. */
  async fill(): Promise<void> {
    for (const lane of this.all) await lane.fill();
  }

  /** Tells their processes of messages that were cancelled. */
  cancel(order: CancelOrder): void {
    for (const lane of this.all) lane.cancel(order);
  }

  async stop(): Promise<void> {
    await Promise.all(this.all.map((lane) => lane.stop()));
  }

  private get all(): SuspectLane[] {
    return [this.kit.together, ...this.kit.alone];
  }
}
