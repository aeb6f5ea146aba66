import type { OpenMemory } from '#memory';
import type { Logger } from '#platform';

export interface EmbeddingRoundsKit {
  readonly vectors: Pick<OpenMemory['vectors'], 'catchUp'>;
  readonly settler: Pick<OpenMemory['settler'], 'settle'>;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}

/** So many vectors made in one round are worth a line in the log. */
const worthTelling = 100;

/**
 * Makes the vectors that are missing (what a process stored that died, what an absent model left, everything
 * after a change of the model) and puts vectors into their index where there are many, beside the turns and
 * never in their way.
 */
export class EmbeddingRounds {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly kit: EmbeddingRoundsKit) {}

  /** Resolves when the round that runs, if one does, has ended. */
  get ended(): Promise<void> {
    return this.running ?? Promise.resolve();
  }

  /** Begins a round if none runs. Does not wait for it. */
  look(): Promise<void> {
    if (this.running === undefined && !this.stopping.signal.aborted) {
      this.running = this.round().finally(() => {
        this.running = undefined;
      });
    }
    return Promise.resolve();
  }

  /** What was made is kept; the rest is left to others. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The worker stops.'));
    await this.ended;
  }

  private async round(): Promise<void> {
    const { vectors, settler, log } = this.kit;
    try {
      const made = await vectors.catchUp(this.stopping.signal);
      if (made >= worthTelling) log.info({ made }, 'Memories have their vectors now.');
      const settled = await settler.settle(this.stopping.signal);
      if (settled > 0) log.info({ settled }, 'Vectors are in their index now.');
    } catch (error) {
      if (this.stopping.signal.aborted) return;
      log.warn({ err: error }, 'Vectors could not be made; it is tried again.');
    }
  }
}
