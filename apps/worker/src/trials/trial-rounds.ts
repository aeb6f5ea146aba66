import type { Logger } from '#platform';
import { trialsTopic, type ClaimedTrial, type TrialClaims } from '#trials';
import { waitAtMost } from '../turns/pause.js';

export interface TrialRoundsKit {
  readonly claims: Pick<TrialClaims, 'take'>;
  /** Runs one to its end. */
  readonly run: (trial: ClaimedTrial, stopping: AbortSignal) => Promise<void>;
  readonly channel: { subscribe(topic: string, listener: () => void): () => void };
  /** The only capabilities that this worker serves. @default all */
  readonly capabilities: readonly string[] | undefined;
  readonly log: Logger;
}

/** Trials that run beside one another, and beside the turns. */
const beside = 4;

/** Takes trials that wait and runs them, beside the turns. */
export class TrialRounds {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private taking: Promise<void> | undefined;
  private isAskedAgain = false;
  private isStopped = false;
  private unsubscribe: () => void = () => undefined;

  constructor(private readonly kit: TrialRoundsKit) {}

  /** Looks as soon as one waits. */
  start(): void {
    this.unsubscribe = this.kit.channel.subscribe(trialsTopic, () => void this.look());
  }

  /** Takes as many as there is room for. Does not wait for them. */
  look(): Promise<void> {
    this.isAskedAgain = true;
    this.taking ??= this.take().finally(() => {
      this.taking = undefined;
      if (this.isAskedAgain && this.hasRoom) void this.look();
    });
    return Promise.resolve();
  }

  /** Takes no more. What still runs after the patience is broken off, and it is said why. */
  async stop(patienceMs: number): Promise<void> {
    this.isStopped = true;
    this.unsubscribe();
    await this.taking;
    const ended = Promise.all(this.running).then(() => undefined);
    await waitAtMost(ended, patienceMs);
    this.stopping.abort(new Error('The worker stops.'));
    await ended;
  }

  private get hasRoom(): boolean {
    return !this.isStopped && this.running.size < beside;
  }

  private async take(): Promise<void> {
    try {
      while (this.isAskedAgain && this.hasRoom) {
        this.isAskedAgain = false;
        const trial = await this.kit.claims.take(this.kit.capabilities);
        if (trial === undefined) continue;
        this.isAskedAgain = true;
        this.run(trial);
      }
    } catch (error) {
      this.kit.log.warn({ err: error }, 'No trial could be taken; it is tried again.');
    }
  }

  private run(trial: ClaimedTrial): void {
    const running = this.kit
      .run(trial, this.stopping.signal)
      .catch((error: unknown) => {
        this.kit.log.warn({ err: error, trial: trial.id }, 'A trial could not be run to its end.');
      })
      .finally(() => {
        this.running.delete(running);
        void this.look();
      });
    this.running.add(running);
  }
}
