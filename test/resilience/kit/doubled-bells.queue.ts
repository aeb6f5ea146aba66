import { Queue } from 'bullmq';
import { ask } from './postgres-faults.js';

export interface DoubledBellsPlan {
  readonly redisUrl: string;
  readonly databaseUrl: string;
  /** That of the servers. */
  readonly prefix: string;
  readonly capabilities: readonly string[];
}

/** So often the mailboxes are looked at. */
const everyMs = 100;

/**
 * Rings five times for every mailbox, again and again, in the lanes of all capabilities, and past the
 * deduplication that swallows doubled bells: a queue that delivers everything many times.
 */
export class DoubledBells {
  private readonly lanes: readonly Queue[];
  private timer: NodeJS.Timeout | undefined;
  private ringing: Promise<void> = Promise.resolve();
  private bells = 0;

  constructor(private readonly plan: DoubledBellsPlan) {
    const { redisUrl, prefix, capabilities } = plan;
    this.lanes = capabilities.map(
      (capability) => new Queue(`cap.${capability}`, { connection: { url: redisUrl }, prefix }),
    );
  }

  /** Bells rung so far. */
  get rung(): number {
    return this.bells;
  }

  start(): void {
    this.timer = setInterval(() => {
      this.ringing = this.ringing.then(() => this.ring());
    }, everyMs);
  }

  /** Resolves when no bell is waiting any more: all were heard. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.ringing;
  }

  /** Bells that nobody has answered yet. */
  async unheard(): Promise<number> {
    const counts = await Promise.all(
      this.lanes.map((lane) => lane.getJobCountByTypes('waiting', 'active')),
    );
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await this.stop();
    await Promise.all(this.lanes.map((lane) => lane.close()));
  }

  private async ring(): Promise<void> {
    const mailboxes = await ask<{ id: string }>(
      this.plan.databaseUrl,
      'select id::text from mailboxes',
    );
    const five = mailboxes.flatMap(({ id }) => Array.from({ length: 5 }, () => id));
    const opts = { removeOnComplete: true, removeOnFail: true };
    const jobs = five.map((id) => ({ name: 'bell', data: { m: id }, opts }));
    await Promise.all(this.lanes.map((lane) => lane.addBulk(jobs)));
    this.bells += jobs.length * this.lanes.length;
  }
}
