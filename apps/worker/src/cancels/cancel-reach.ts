import { listenForCancels, type CancelOrder, type CancelSweep, type LiveChannel } from '#messaging';
import type { Logger } from '#platform';

/** Turns that can be told to stop: those of this process, and those of its suspects. */
interface StopsTurns {
  cancel(order: CancelOrder): void;
}

export interface CancelReachKit {
  readonly channel: LiveChannel;
  readonly sweep: Pick<CancelSweep, 'run'>;
  readonly turns: StopsTurns;
  readonly suspects: StopsTurns;
  readonly log: Logger;
}

/**
 * Brings cancellations to the turns they are meant for: at once when they are announced, and within a second
 * by looking, should nobody have heard the announcement.
 */
export class CancelReach {
  private unsubscribe: (() => void) | undefined;

  constructor(private readonly kit: CancelReachKit) {}

  start(): void {
    const { channel, log } = this.kit;
    this.unsubscribe ??= listenForCancels(
      channel,
      (order) => {
        this.stopTurns(order);
      },
      () => {
        this.look().catch((error: unknown) => {
          log.warn({ err: error }, 'Cancellations could not be looked for; the sweep tries again.');
        });
      },
    );
  }

  stop(): void {
    this.unsubscribe?.();
    this.unsubscribe = undefined;
  }

  /** A chore of the sweep. */
  async look(): Promise<void> {
    await this.kit.sweep.run((order) => {
      this.stopTurns(order);
    });
  }

  private stopTurns(order: CancelOrder): void {
    this.kit.turns.cancel(order);
    this.kit.suspects.cancel(order);
  }
}
