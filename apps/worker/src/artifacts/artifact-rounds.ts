import type { OpenArtifacts } from '#artifacts';
import type { Logger } from '#platform';

export interface ArtifactRoundsKit {
  readonly upkeep: Pick<OpenArtifacts['upkeep'], 'look'>;
  readonly log: Pick<Logger, 'warn'>;
}

/**
 * Removes artifacts whose time is over and collects bytes that nobody refers to, beside the sweep: a bucket
 * may be slow.
 */
export class ArtifactRounds {
  private isStopped = false;
  private running: Promise<void> | undefined;

  constructor(private readonly kit: ArtifactRoundsKit) {}

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
      await this.kit.upkeep.look();
    } catch (error) {
      this.kit.log.warn({ err: error }, 'Artifacts could not be collected; it is tried again.');
    }
  }
}
