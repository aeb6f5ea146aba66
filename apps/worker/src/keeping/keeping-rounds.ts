import { setTimeout as pause } from 'node:timers/promises';
import { systemCaller, type Logger } from '#platform';
import type { MailboxSweep } from '#messaging';

/** After each portion it rests so many times as long as that took: turns come first. */
const restFactor = 2;

/** A round leaves the rest to the next one, so that a stop waits for no more than this. */
const mostPortions = 20;

export interface KeepingRoundsKit {
  readonly keeping: Pick<MailboxSweep['keeping'], 'portion'>;
  readonly log: Pick<Logger, 'warn'>;
}

/** Goes on with what was begun on many conversations, beside the sweep and slowly. */
export class KeepingRounds {
  private isStopped = false;
  private running: Promise<void> | undefined;

  constructor(private readonly kit: KeepingRoundsKit) {}

  /** Begins a round if none runs. Does not wait for it. */
  look(): Promise<void> {
    if (this.running === undefined && !this.isStopped) {
      this.running = this.round().finally(() => {
        this.running = undefined;
      });
    }
    return Promise.resolve();
  }

  /** Resolves when the round that runs, if one does, has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async round(): Promise<void> {
    try {
      for (let portions = 0; portions < mostPortions && !this.isStopped; portions += 1) {
        const begunAt = performance.now();
        if (!(await this.kit.keeping.portion(systemCaller))) return;
        await pause((performance.now() - begunAt) * restFactor);
      }
    } catch (error) {
      this.kit.log.warn({ err: error }, 'Conversations could not be archived; it is tried again.');
    }
  }
}
