import type { BellWorkers, Clock, Logger } from '#platform';
import { cureFor, isWedged } from './wedge.js';

export interface WatchdogKit {
  readonly workers: Pick<BellWorkers, 'quietFor' | 'reopen'>;
  readonly backlog: () => Promise<{ readonly oldestMs: number }>;
  readonly freeSlots: () => number;
  /** New connections did not help: the process should end, so that its supervisor starts it anew. */
  readonly onHopeless: () => void;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Looks whether mail goes through, not whether servers answer: libraries wedge with both alive. */
export class ProgressWatchdog {
  private lastWedgeAt: number | undefined;
  private wedges = 0;

  constructor(private readonly kit: WatchdogKit) {}

  /** How often bells fell silent while mail waited. */
  get wedgesSeen(): number {
    return this.wedges;
  }

  async look(): Promise<void> {
    const { workers, backlog, freeSlots, clock, log } = this.kit;
    const { oldestMs } = await backlog();
    const progress = { oldestReadyMs: oldestMs, quietMs: workers.quietFor, freeSlots: freeSlots() };
    if (!isWedged(progress)) return;
    this.wedges += 1;
    const now = clock.monotonic();
    const cure = cureFor(now, this.lastWedgeAt);
    this.lastWedgeAt = now;
    log.error({ ...progress, cure }, 'Mail waits, but no bell has been heard.');
    if (cure === 'exit') this.kit.onHopeless();
    else await workers.reopen();
  }
}
