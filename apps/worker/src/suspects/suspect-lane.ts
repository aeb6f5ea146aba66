import type { JsonValue } from '#protocol';
import type { Clock, Logger } from '#platform';
import type { Bell } from '#messaging';
import { readReport, type SuspectOrder, type SuspectReport } from './suspect-talk.js';

/** The process that runs suspects, as its parent sees it. */
export interface SuspectProcess {
  tell(order: SuspectOrder): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  /** Asks it to end, giving back what it holds. */
  end(): void;
  kill(): void;
}

export interface SuspectLaneKit {
  readonly start: () => SuspectProcess;
  /** Told first to each process that is started. */
  readonly opening: SuspectOrder;
  /** Another suspect that waits, if there is one. */
  readonly next: () => Promise<string | undefined>;
  readonly bell: Bell;
  readonly publish: (topic: string, event: JsonValue) => void;
  /** How long the process may be silent before it is killed: as long as a lease. */
  readonly silenceMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Loading the program takes its time on a busy machine. */
const startMs = 30_000;
const lookEveryMs = 500;
/** A process without work is ended after so long. */
const idleMs = 10_000;
const endMs = 2_000;

interface Running {
  readonly process: SuspectProcess;
  /** Monotonic. */
  heardAt: number;
  isUp: boolean;
  mailboxId: string | undefined;
  idleSince: number;
}

/**
 * Runs mailboxes whose last turn ended with its process, one at a time and in a process where nothing
 * else can come to harm. If it dies again, it dies alone, and only the culprit collects crash counts:
 * without this, one poison message failed four of six neighbours (reliability §2.2).
 */
export class SuspectLane {
  private running: Running | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly kit: SuspectLaneKit) {}

  /** Whether it would take another suspect now. */
  get isIdle(): boolean {
    return this.running?.mailboxId === undefined;
  }

  run(mailboxId: string): void {
    const running = this.running ?? this.open();
    running.mailboxId = mailboxId;
    this.kit.log.info({ mailbox: mailboxId }, 'A suspect runs in a process of its own.');
    running.process.tell({ kind: 'run', mailboxId });
  }

  /** One look at the process; called by the timer. */
  look(): void {
    const { running } = this;
    if (running === undefined) return;
    const now = this.kit.clock.monotonic();
    const patience = running.isUp ? this.kit.silenceMs : startMs;
    if (now - running.heardAt > patience) this.kill(running);
    else if (running.mailboxId === undefined && now - running.idleSince > idleMs) {
      running.process.end();
    }
  }

  /** Ends the process; what it holds is given back, or left to its lease. */
  async stop(): Promise<void> {
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

  private open(): Running {
    const process = this.kit.start();
    const now = this.kit.clock.monotonic();
    const running: Running = {
      process,
      heardAt: now,
      isUp: false,
      mailboxId: undefined,
      idleSince: now,
    };
    this.running = running;
    process.onMessage((message) => {
      const report = readReport(message);
      if (report !== undefined) this.hear(running, report);
    });
    process.onExit(() => {
      this.close(running);
    });
    process.tell(this.kit.opening);
    this.timer = setInterval(() => {
      this.look();
    }, lookEveryMs);
    return running;
  }

  private hear(running: Running, report: SuspectReport): void {
    running.heardAt = this.kit.clock.monotonic();
    running.isUp = true;
    switch (report.kind) {
      case 'alive':
        break;
      case 'done':
        running.mailboxId = undefined;
        running.idleSince = running.heardAt;
        void this.runNext(running);
        break;
      case 'ring':
        this.kit.bell.ring(report.mailboxes);
        break;
      case 'publish':
        this.kit.publish(report.topic, report.event);
        break;
    }
  }

  /** A worker that died leaves many suspects; one a second would be slow. */
  private async runNext(running: Running): Promise<void> {
    const mailboxId = await this.kit.next().catch(() => undefined);
    const isReady = this.running === running && running.mailboxId === undefined;
    if (mailboxId !== undefined && isReady) this.run(mailboxId);
  }

  private kill({ process, mailboxId }: Running): void {
    this.kit.log.warn({ mailbox: mailboxId }, 'A suspect blocks its process, which is ended.');
    process.kill();
  }

  private close(running: Running): void {
    if (this.running !== running) return;
    clearInterval(this.timer);
    this.running = undefined;
    if (running.mailboxId !== undefined) {
      this.kit.log.warn({ mailbox: running.mailboxId }, 'A suspect took its process with it.');
    }
  }
}
