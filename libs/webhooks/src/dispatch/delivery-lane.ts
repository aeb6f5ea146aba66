import { randomUUID } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import { faultPoint } from '#faults';
import { systemCaller } from '#platform';
import { attemptDelivery, type AttemptKit } from './attempt.js';
import { claimDeliveries } from './dispatch.repository.js';
import { noteGap } from './note-gap.js';

/** Attempts of one lane that were begun just now, and all that run. */
const seats = 32;
const mostRunning = 512;

/** An attempt that takes longer gives up its seat: however many receivers hang, the next one has not long to wait. */
const seatedMs = 1_000;

/** Whoever has many endpoints that hang takes an eighth of a lane; a receiver has so many requests at a time. */
export const attemptsAtOnce = {
  ...{ perEndpoint: 2, perOrigin: 8, perOriginOfAll: 32, perWorkspace: 64 },
} as const;

/** Longer than any attempt takes; one that takes longer died with its process. */
const leaseMs = 60_000;

/** Makes due attempts at endpoints that answer, or at those that fail: the latter never take the former's seats. */
export class DeliveryLane {
  private readonly running = new Set<Promise<void>>();
  private seated = 0;
  private readonly abort = new AbortController();
  private filling: Promise<void> | undefined;
  private isAskedAgain = false;
  private isStopped = false;

  constructor(
    private readonly kit: AttemptKit,
    private readonly ofFailing: boolean,
  ) {
    // As many attempts as there are seats hear of the stop.
    setMaxListeners(0, this.abort.signal);
  }

  /** Takes what is due, as far as seats are free. Does not wait for the attempts. */
  look(): void {
    this.isAskedAgain = true;
    if (this.isStopped || this.filling !== undefined) return;
    this.filling = this.fill()
      .catch((error: unknown) => {
        noteGap(error);
        this.kit.log.warn({ err: error }, 'Due webhook deliveries could not be taken.');
      })
      .finally(() => {
        this.filling = undefined;
        if (this.isAskedAgain) this.look();
      });
  }

  /** Resolves when nothing runs any more; what still runs after `patienceMs` is given back. */
  async stop(patienceMs: number): Promise<void> {
    this.isStopped = true;
    await this.filling;
    const timer = setTimeout(() => {
      this.abort.abort();
    }, patienceMs);
    await Promise.all(this.running);
    clearTimeout(timer);
  }

  /** Resolves when everything that is due was tried. For tests and tools. */
  async whenIdle(): Promise<void> {
    while (this.filling !== undefined || this.running.size > 0) {
      await this.filling;
      await Promise.all(this.running);
    }
  }

  private async fill(): Promise<void> {
    while (this.isAskedAgain && !this.isStopped) {
      this.isAskedAgain = false;
      const most = Math.min(seats - this.seated, mostRunning - this.running.size);
      if (most <= 0) return;
      const claim = { lease: randomUUID(), ofFailing: this.ofFailing };
      const { database } = this.kit;
      const claimed = await faultPoint('webhook.claim', () =>
        database.read(systemCaller, (tx) =>
          claimDeliveries(tx, { ...claim, most, atOnce: attemptsAtOnce, leaseMs }),
        ),
      );
      for (const delivery of claimed)
        this.begin(delivery.id, attemptDelivery(this.kit, delivery, this.abort.signal));
    }
  }

  /** The next of the same endpoint follows at once. */
  private begin(delivery: string, attempt: Promise<void>): void {
    const leave = this.sit();
    const run = attempt
      .catch((error: unknown) => {
        noteGap(error);
        this.kit.log.warn(
          { err: error, delivery },
          'A webhook attempt was not written down; it is made again.',
        );
      })
      .finally(() => {
        this.running.delete(run);
        leave();
        this.look();
      });
    this.running.add(run);
  }

  /** Takes a seat. The function gives it up, unless the time has. */
  private sit(): () => void {
    this.seated += 1;
    let isSeated = true;
    const leave = (): void => {
      if (isSeated) this.seated -= 1;
      isSeated = false;
    };
    const timer = setTimeout(() => {
      leave();
      this.look();
    }, seatedMs);
    return () => {
      clearTimeout(timer);
      leave();
    };
  }
}
