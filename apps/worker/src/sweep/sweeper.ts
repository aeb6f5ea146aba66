import type { Logger } from '#platform';
import type { MailboxSweep } from '#messaging';
import { tally, watched } from '#signals';
import type { SuspectLanes } from '../suspects/suspect-lanes.js';
import { DueRounds, type DueRoundsKit } from './due-rounds.js';
import { fateAfter } from './fate-after.js';

export interface SweeperKit extends DueRoundsKit {
  readonly sweep: MailboxSweep;
  readonly suspects: Pick<SuspectLanes, 'fill' | 'foresee'>;
  /** Ends the removal of agents whose last message is done. */
  readonly finishDraining: () => Promise<unknown>;
  /** Forgets workers that were lost long ago. */
  readonly forgetLost: () => Promise<unknown>;
  /** Forgets logins that have ended. */
  readonly dropEndedLogins: () => Promise<unknown>;
  /** Forgets what the machine noted and nobody needs any more; does not wait for it. */
  readonly expiry: { look(): Promise<void> };
  /** Lets the planner know of tables that have grown. */
  readonly analyzeGrown: () => Promise<unknown>;
  /** Adds up what happened. */
  readonly usage: { look(): Promise<unknown> };
  /** Forgets what memories need not keep. */
  readonly retention: { look(): Promise<unknown> };
  readonly watchdog: { look(): Promise<void> };
  /** Learns from turns that are over; does not wait for it. */
  readonly learning: { look(): Promise<void> };
  /** Makes the vectors that memories lack; does not wait for it. */
  readonly embedding: { look(): Promise<void> };
  /** Removes artifacts whose time is over and bytes that nobody refers to; does not wait for it. */
  readonly artifacts: { look(): Promise<void> };
  /** Tells webhooks of events; does not wait for it. */
  readonly webhooks: { look(): Promise<void> };
  /** Goes on with what was begun on many conversations; does not wait for it. */
  readonly keeping: { look(): Promise<void> };
  /** Takes configurations that wait to be tried, without waiting for them. */
  readonly trials: { look(): Promise<void> };
  /** Carries on with cancellations that are under way. */
  readonly cancels: { look(): Promise<void> };
  readonly log: Logger;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Time between two sweeps, give or take 30 %, so that workers do not sweep in step. */
const everyMs = 1_000;
const jitter = 0.3;

/** Two sweeps follow one another no faster, whatever is foreseen. */
const shortestMs = 50;

/** A chore and every how many sweeps it is done. */
interface Chore {
  readonly name: string;
  readonly every: number;
  readonly run: () => Promise<unknown>;
}

/**
 * Looks, every second, at what is there and not at what was said: mail that nobody rang for, leases
 * of dead workers, deadlines, removed agents. This one mechanism covers a lost Redis, lost bells,
 * crashed workers and sleeping retries (reliability §3.5).
 */
export class Sweeper {
  private readonly due: DueRounds;
  private readonly chores: readonly Chore[];
  private timer: NodeJS.Timeout | undefined;
  private roundTimer: NodeJS.Timeout | undefined;
  private round: Promise<void> = Promise.resolve();
  private running: Promise<void> = Promise.resolve();
  private isStopped = true;
  private count = 0;
  /** Monotonic: when the lease of a worker runs out that seems to have died. */
  private wantedAt = Infinity;

  constructor(private readonly kit: SweeperKit) {
    const { sweep, suspects, watchdog, cancels, learning, embedding, artifacts } = kit;
    const { webhooks } = kit;
    const { finishDraining, forgetLost, analyzeGrown, retention, usage } = kit;
    const { dropEndedLogins } = kit;
    this.due = new DueRounds(kit);
    this.chores = [
      { name: 'free abandoned leases', every: 1, run: () => this.freeAbandoned() },
      { name: 'reach cancelled messages', every: 1, run: () => cancels.look() },
      { name: 'settle expired messages', every: 1, run: () => sweep.settleExpired() },
      { name: 'settle overdue approvals', every: 1, run: () => sweep.approvals.settleOverdue() },
      {
        name: 'withdraw approvals left over',
        every: 10,
        run: () => sweep.approvals.withdrawLeft(),
      },
      { name: 'archive conversations', every: 1, run: () => kit.keeping.look() },
      { name: 'try configurations', every: 1, run: () => kit.trials.look() },
      { name: 'end batches', every: 1, run: () => sweep.endBatches() },
      { name: 'hand over stray answers', every: 2, run: () => sweep.strays.handOver() },
      { name: 'settle orphaned messages', every: 1, run: () => sweep.settleOrphans() },
      { name: 'ring for due mail', every: 1, run: () => this.takeRound() },
      { name: 'run suspects', every: 1, run: () => suspects.fill() },
      { name: 'foresee suspects', every: 1, run: () => this.foresee() },
      { name: 'tell webhooks', every: 1, run: () => webhooks.look() },
      { name: 'analyze tables that grew', every: 1, run: analyzeGrown },
      { name: 'learn from turns', every: 1, run: () => learning.look() },
      { name: 'make missing vectors', every: 2, run: () => embedding.look() },
      { name: 'finish draining agents', every: 2, run: finishDraining },
      { name: 'add up what happened', every: 2, run: () => usage.look() },
      { name: 'look for progress', every: 5, run: () => watchdog.look() },
      { name: 'collect artifacts', every: 10, run: () => artifacts.look() },
      { name: 'forget what has expired', every: 10, run: () => kit.expiry.look() },
      { name: 'forget lost workers', every: 60, run: forgetLost },
      { name: 'forget ended logins', every: 60, run: dropEndedLogins },
      { name: 'forget old memories', every: 60, run: () => retention.look() },
    ];
  }

  /** How long to wait for the next sweep, in milliseconds. */
  get nextInMs(): number {
    const usual = everyMs * (1 + jitter * (2 * this.kit.random() - 1));
    const wanted = this.wantedAt - this.kit.clock.monotonic();
    return Math.min(usual, Math.max(wanted, shortestMs));
  }

  start(): void {
    this.isStopped = false;
    this.schedule();
  }

  /** Resolves when the sweep that runs, if one does, has ended. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.roundTimer);
    await Promise.all([this.running, this.round]);
  }

  /** One sweep. A chore that fails is logged and does not keep the others from being done. */
  sweepOnce(): Promise<void> {
    return watched('sweep', {}, () => this.doChores());
  }

  private async doChores(): Promise<void> {
    this.count += 1;
    for (const { name, every, run } of this.chores) {
      if (this.count % every !== 0) continue;
      try {
        await run();
      } catch (error) {
        tally('chore_failures', { chore: name });
        this.kit.log.warn({ err: error, chore: name }, 'A chore of the sweeper failed.');
      }
    }
  }

  private schedule(): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      this.running = this.sweepOnce().finally(() => {
        this.schedule();
      });
    }, this.nextInMs);
  }

  /** One round at a time; another one soon when bells are silent. */
  private takeRound(): Promise<void> {
    this.round = this.round.catch(() => undefined).then(() => this.due.round());
    return this.round.finally(() => {
      this.scheduleRound();
    });
  }

  private scheduleRound(): void {
    clearTimeout(this.roundTimer);
    const delay = this.due.againInMs;
    if (this.isStopped || delay === undefined) return;
    this.roundTimer = setTimeout(() => {
      this.takeRound().catch((error: unknown) => {
        this.kit.log.warn({ err: error }, 'Mail without bells could not be looked for.');
      });
    }, delay);
  }

  /** A sweep is not left to chance when it is known that a lease runs out before it. */
  private async foresee(): Promise<void> {
    this.wantedAt = Infinity;
    const inMs = await this.kit.suspects.foresee();
    if (inMs !== undefined) this.wantedAt = this.kit.clock.monotonic() + inMs;
  }

  private async freeAbandoned(): Promise<void> {
    for (const { id, owner, crashes } of await this.kit.sweep.freeAbandoned()) {
      this.kit.log.warn(
        { mailbox: id, owner, crashes },
        `A worker left a mailbox behind; its next message ${fateAfter(crashes)}.`,
      );
    }
  }
}
