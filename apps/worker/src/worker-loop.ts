import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { BellWorkers } from '#platform';
import type { CancelReach } from './cancels/cancel-reach.js';
import type { LaneListener } from './lanes/lane-listener.js';
import type { Registration } from './roll/registration.js';
import type { Rounds } from './rounds/rounds.js';
import type { SuspectLanes } from './suspects/suspect-lanes.js';
import type { Sweeper } from './sweep/sweeper.js';
import type { Turns } from './turns/open-turns.js';
import type { TrialRounds } from './trials/trial-rounds.js';
import { waitAtMost } from './turns/pause.js';
import type { WebhookRounds } from './webhooks/open-webhook-rounds.js';

export interface WorkerParts {
  readonly turns: Turns;
  readonly workers: Pick<BellWorkers, 'close'>;
  readonly lanes: Pick<LaneListener, 'start' | 'stop'>;
  readonly sweeper: Pick<Sweeper, 'start' | 'stop'>;
  readonly suspects: Pick<SuspectLanes, 'stop'>;
  readonly registration: Pick<Registration, 'start' | 'stopping' | 'leave'>;
  readonly cancels: Pick<CancelReach, 'start' | 'stop'>;
  readonly learning: Pick<Rounds, 'stop'>;
  readonly embedding: Pick<Rounds, 'stop'>;
  readonly artifacts: Pick<Rounds, 'stop'>;
  readonly webhooks: Pick<WebhookRounds, 'start' | 'stop'>;
  readonly keeping: Pick<Rounds, 'stop'>;
  readonly expiry: Pick<Rounds, 'stop'>;
  readonly trials: Pick<TrialRounds, 'start' | 'stop'>;
}

/** After this an aborted turn is left to its lease. */
const abortMs = 3_000;

/** Everything of a worker that runs by itself, and the one order in which it stops. */
export class WorkerLoop implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly parts: WorkerParts,
    /** How long running turns may finish at a stop. */
    private readonly shutdownMs: number,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { turns, lanes, sweeper, cancels, registration, webhooks, trials } = this.parts;
    turns.keeper.start();
    cancels.start();
    webhooks.start();
    trials.start();
    sweeper.start();
    await lanes.start();
    await registration.start();
  }

  /** Begins no more turns, lets the running ones finish, then gives back what is left. */
  beforeApplicationShutdown(): Promise<void> {
    this.stopped ??= this.drain();
    return this.stopped;
  }

  private async drain(): Promise<void> {
    const { turns, workers, lanes, sweeper, suspects, cancels, registration, learning } =
      this.parts;
    registration.stopping();
    turns.drain.stop();
    const closing = Promise.all([
      lanes.stop().then(() => workers.close(this.shutdownMs + abortMs)),
      sweeper.stop(),
      suspects.stop(),
      learning.stop(),
      this.parts.embedding.stop(),
      this.parts.artifacts.stop(),
      this.parts.webhooks.stop(),
      this.parts.keeping.stop(),
      this.parts.expiry.stop(),
      this.parts.trials.stop(this.shutdownMs),
    ]);
    await waitAtMost(turns.slots.whenIdle(), this.shutdownMs);
    turns.keeper.abortAll();
    await waitAtMost(turns.slots.whenIdle(), abortMs);
    await closing;
    turns.keeper.stop();
    cancels.stop();
    await registration.leave();
  }
}
