import type { Logger } from '#platform';

export interface RoundsKit {
  /** One round. It ends soon after the signal, and may throw what it was aborted with. */
  readonly round: (stopping: AbortSignal) => Promise<void>;
  /** What is said of a round that failed. */
  readonly complaint: string;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Work that goes on beside turns and sweeps and never in their way: one round at a time, begun when the sweeper
 * looks. It looks at tables and not at what was said, so a process that dies loses nothing.
 */
export class Rounds {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly kit: RoundsKit) {}

  /** Resolves when the round that runs, if one does, has ended. */
  get ended(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  /** Begins a round if none runs. Does not wait for it. */
  look(): Promise<void> {
    if (this.running === undefined && !this.stopping.signal.aborted) {
      this.running = this.tryRound().finally(() => {
        this.running = undefined;
      });
    }
    return Promise.resolve();
  }

  /** Ends the round that runs and begins no other. What was done is kept; the rest is left to others. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The worker stops.'));
    await this.ended;
  }

  private async tryRound(): Promise<void> {
    const { round, complaint, log } = this.kit;
    try {
      await round(this.stopping.signal);
    } catch (error) {
      if (!this.stopping.signal.aborted) log.warn({ err: error }, complaint);
    }
  }
}
