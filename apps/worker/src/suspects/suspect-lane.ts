import type { JsonValue } from '#protocol';
import type { Clock, Logger } from '#platform';
import type { Bell, CancelOrder } from '#messaging';
import { takeMeasured } from '#signals';
import {
  readReport,
  type OpenOrder,
  type SuspectOrder,
  type SuspectReport,
} from './suspect-talk.js';

/** A process that runs suspects, as its parent sees it. */
export interface SuspectProcess {
  tell(order: SuspectOrder): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, also when it has ended before. With the reason when it could not be started at all. */
  onExit(listener: (failure?: Error) => void): void;
  /** Asks it to end, giving back what it holds. */
  end(): void;
  kill(): void;
}

export interface SuspectLaneKit {
  readonly start: () => SuspectProcess;
  /** What each process that is started is told first, for the name it has in leases. */
  readonly opening: (owner: string) => OpenOrder;
  readonly createOwner: () => string;
  /** Mailboxes that its process runs at the same time. */
  readonly seats: number;
  /** Suspects that wait for this lane, at most so many. */
  readonly next: (most: number) => Promise<readonly string[]>;
  /** Frees what a process that is dead still held, so that nobody waits for its leases. */
  readonly free: (owner: string) => Promise<unknown>;
  readonly bell: Bell;
  readonly publish: (topic: string, event: JsonValue) => void;
  /** How long the process may be silent before it is killed. */
  readonly silenceMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Loading the program takes its time on a busy machine. */
const startMs = 30_000;
const lookEveryMs = 500;
/** A longer break between two looks means that this process itself stood still. */
const ownPauseMs = 3_000;
/** A process without work is ended after so long, or after a lease if that is longer. */
const idleMs = 10_000;
const endMs = 2_000;
/** Pause after a process that ended before it was ready; doubled each time, up to the longest. */
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

interface Running {
  readonly process: SuspectProcess;
  readonly owner: string;
  readonly mailboxes: Set<string>;
  /** Monotonic, as is `idleSince`. */
  heardAt: number;
  isHeard: boolean;
  isReady: boolean;
  idleSince: number;
}

/**
 * Runs mailboxes whose last turn ended with its process, in a process where only their like can come
 * to harm. What a dead process held is freed at once. Without this, one poison message failed four of
 * six neighbours (reliability §2.2).
 */
export class SuspectLane {
  private running: Running | undefined;
  private timer: NodeJS.Timeout | undefined;
  private filling: Promise<void> = Promise.resolve();
  private isStopped = false;
  private failedStarts = 0;
  private openAfter = -Infinity;
  private lookedAt = -Infinity;

  constructor(private readonly kit: SuspectLaneKit) {}

  /** Starts the process before there is work for it: somewhere a worker seems to have died. */
  prepare(): void {
    if (this.running === undefined && this.mayOpen) this.open();
    else if (this.running !== undefined) this.running.idleSince = this.kit.clock.monotonic();
  }

  /** Runs as many suspects as there are free seats. Called every second, and when one is done. */
  fill(): Promise<void> {
    const filled = this.filling.then(() => this.fillOnce());
    this.filling = filled.catch(() => undefined);
    return filled;
  }

  /** Tells the process of messages that were cancelled. */
  cancel(order: CancelOrder): void {
    this.running?.process.tell({ kind: 'cancel', order });
  }

  /** One look at the process; called by the timer. */
  look(): void {
    const { running } = this;
    if (running === undefined) return;
    const now = this.kit.clock.monotonic();
    // What it said while we stood still is yet to be read.
    if (now - this.lookedAt > ownPauseMs) running.heardAt = now;
    this.lookedAt = now;
    const patience = running.isHeard ? this.kit.silenceMs : startMs;
    const isIdle = running.mailboxes.size === 0;
    if (now - running.heardAt > patience) this.kill(running);
    else if (isIdle && now - running.idleSince > Math.max(idleMs, this.kit.silenceMs)) {
      running.process.end();
    }
  }

  /** Ends the process; what it holds is given back, or freed by this one. */
  async stop(): Promise<void> {
    this.isStopped = true;
    const { running } = this;
    clearInterval(this.timer);
    if (running === undefined) return;
    await new Promise<void>((resolve) => {
      const killer = setTimeout(() => {
        running.process.kill();
      }, endMs);
      running.process.onExit(() => {
        clearTimeout(killer);
        resolve();
      });
      running.process.end();
    });
  }

  private get mayOpen(): boolean {
    return !this.isStopped && this.kit.clock.monotonic() >= this.openAfter;
  }

  /** One at a time, or two would give away the same seats. */
  private async fillOnce(): Promise<void> {
    const free = this.kit.seats - (this.running?.mailboxes.size ?? 0);
    if (free <= 0 || (this.running === undefined && !this.mayOpen)) return;
    const suspects = await this.kit.next(free);
    if (!this.isStopped) for (const mailboxId of suspects) this.run(mailboxId);
  }

  private run(mailboxId: string): void {
    const { process, mailboxes } = this.running ?? this.open();
    mailboxes.add(mailboxId);
    this.kit.log.info({ mailbox: mailboxId }, 'A suspect runs in a process of its own.');
    process.tell({ kind: 'run', mailboxId });
  }

  private open(): Running {
    const process = this.kit.start();
    const now = this.kit.clock.monotonic();
    const running: Running = {
      ...{ process, owner: this.kit.createOwner(), mailboxes: new Set() },
      ...{ heardAt: now, isHeard: false, isReady: false, idleSince: now },
    };
    this.running = running;
    this.lookedAt = now;
    process.onMessage((message) => {
      const report = readReport(message);
      if (report !== undefined) this.hear(running, report);
    });
    process.onExit((failure) => {
      void this.close(running, failure);
    });
    process.tell(this.kit.opening(running.owner));
    this.timer = setInterval(() => {
      this.look();
    }, lookEveryMs);
    return running;
  }

  private hear(running: Running, report: SuspectReport): void {
    running.heardAt = this.kit.clock.monotonic();
    running.isHeard = true;
    switch (report.kind) {
      case 'alive':
        break;
      case 'ready':
        running.isReady = true;
        this.failedStarts = 0;
        break;
      case 'done':
        running.mailboxes.delete(report.mailboxId);
        running.idleSince = running.heardAt;
        if (this.running === running) this.fillSoon();
        break;
      case 'ring':
        this.kit.bell.ring(report.mailboxes);
        break;
      case 'publish':
        this.kit.publish(report.topic, report.event);
        break;
      case 'measured':
        takeMeasured(report.measured);
        break;
    }
  }

  /** A worker that died leaves many suspects; looking once a second would be slow. */
  private fillSoon(): void {
    this.fill().catch((error: unknown) => {
      this.kit.log.warn({ err: error }, 'Suspects are left to the next sweep.');
    });
  }

  private kill({ process, mailboxes }: Running): void {
    this.kit.log.warn(
      { mailboxes: [...mailboxes] },
      'A suspect blocks its process, which is ended.',
    );
    process.kill();
  }

  private async close(running: Running, failure?: Error): Promise<void> {
    if (this.running !== running) return;
    clearInterval(this.timer);
    this.running = undefined;
    if (!running.isReady) this.waitBeforeOpening();
    const { mailboxes, owner } = running;
    if (failure !== undefined) {
      this.kit.log.warn({ err: failure }, 'A process for suspects could not be started.');
      return;
    }
    if (mailboxes.size === 0 || this.isStopped) return;
    this.kit.log.warn({ mailboxes: [...mailboxes] }, 'A suspect took its process with it.');
    await this.kit.free(owner).catch((error: unknown) => {
      this.kit.log.warn({ err: error }, 'What it held is left to its leases.');
    });
    this.fillSoon();
  }

  private waitBeforeOpening(): void {
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** this.failedStarts);
    this.failedStarts += 1;
    this.openAfter = this.kit.clock.monotonic() + pause;
  }
}
