import { within, type Clock, type Logger } from '#platform';
import type { Heartbeat, WorkerProfile, WorkerRoll } from '#messaging';
import type { Remit } from './remit.js';

export interface RegistrationKit {
  readonly roll: Pick<WorkerRoll, 'beat' | 'leave' | 'serving'>;
  readonly worker: WorkerProfile;
  /** What it is doing now. */
  readonly look: () => Pick<Heartbeat, 'lanes' | 'turnsRunning' | 'turnsTotal' | 'problems'>;
  readonly remit: Pick<Remit, 'isPartial' | 'hear'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Time between two heartbeats. */
const everyMs = 3_000;

/** A Postgres that is away holds up neither a start nor a stop. */
const patienceMs = 1_000;

/** Keeps a worker on the roll, from its start to its stop, and hears there who else serves what. */
export class Registration {
  private readonly startedAt: number;
  private status: Heartbeat['status'] = 'running';
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  constructor(private readonly kit: RegistrationKit) {
    this.startedAt = kit.clock.monotonic();
  }

  /** Resolves when the worker is on the roll, or Postgres does not answer. */
  async start(): Promise<void> {
    this.timer = setInterval(() => void this.beat(), everyMs);
    await within(this.beat(), patienceMs).catch(() => undefined);
  }

  /** From now on its heartbeats say that it begins no more turns. */
  stopping(): void {
    this.status = 'stopping';
    void this.beat();
  }

  /** Takes the worker off the roll; when that fails, it counts as lost a little later. */
  async leave(): Promise<void> {
    clearInterval(this.timer);
    const { roll, worker } = this.kit;
    const gone = Promise.resolve(this.beating).then(() => roll.leave(worker.id));
    await within(gone, patienceMs).catch(() => undefined);
  }

  /** One at a time: a slow Postgres is not asked more often. */
  private beat(): Promise<void> {
    this.beating ??= this.tell().finally(() => {
      this.beating = undefined;
    });
    return this.beating;
  }

  private async tell(): Promise<void> {
    const { roll, worker, look, remit, clock, log } = this.kit;
    try {
      const upMs = clock.monotonic() - this.startedAt;
      await roll.beat({ worker, status: this.status, upMs, ...look() });
      if (!remit.isPartial) return;
      remit.hear((await roll.serving()).filter(({ id }) => id !== worker.id));
    } catch (error) {
      log.warn({ err: error }, 'A heartbeat could not be written; trying again.');
    }
  }
}
