import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Dice } from '../../simulation/dice.js';
import { countStrikes } from '../kit/arm.js';
import { check, type Violation } from '../kit/checker.js';
import { untilDrained } from '../kit/drain.js';
import { Load } from '../kit/load.js';
import { planBlows, type Blow, type FaultKind } from './blow.js';
import { Followers } from './followers.js';
import { groundFaults } from './ground-faults.js';
import { processFaults } from './process-faults.js';
import { Progress } from './progress.js';
import { readFigures } from './read-figures.js';
import { RecoveryWatch } from '../kit/recovery-watch.js';
import { spreadOf, type ChaosReport } from './report.js';
import type { Site } from './site.js';
import { Storm } from './storm.js';
import { Supervisor } from './supervisor.js';

export interface ChaosOptions {
  readonly seed: number;
  readonly minutes: number;
  /** Messages a second. */
  readonly rate: number;
  /** As a setting: `10s`. */
  readonly lease: string;
  /** Mean pause between two faults. Milliseconds. */
  readonly everyMs: number;
  readonly say: (line: string) => void;
}

export const allKinds: readonly FaultKind[] = [...processFaults, ...groundFaults];

/** Enough that an outage of some seconds does not hold up the load. */
const conversations = 400;
/** Longer than any outage: who is not served by then is refused. */
const patienceMs = 300_000;
const followed = 12;
/** With all faults healed, what waits must be done by then. */
const drainMs = 180_000;
/** Longer than this nothing may stand still, whatever is broken. */
const longestStandstillMs = 45_000;

/** Load, storm, quiet, and a look at everything. */
export class ChaosRun {
  private readonly load: Load;
  private readonly storm: Storm;
  private readonly supervisor: Supervisor;
  private readonly progress: Progress;
  private readonly followers: Followers;
  private readonly recovery: RecoveryWatch;
  private readonly lag = monitorEventLoopDelay({ resolution: 20 });
  private startedAt = 0;

  constructor(
    private readonly site: Site,
    private readonly options: ChaosOptions,
  ) {
    const { seed, rate, say } = options;
    const { cluster, postgres } = site;
    this.load = new Load({ rate, conversations, seed, patienceMs, urls: () => cluster.urls });
    this.recovery = new RecoveryWatch(postgres.url);
    this.storm = new Storm(site, allKinds, (blow) => {
      say(`${this.clock()}  ${blow.kind.padEnd(24)} ${blow.target} ${String(blow.holdMs)} ms`);
      this.noteWound(blow);
    });
    this.supervisor = new Supervisor(cluster, (name) => this.storm.isAt(name));
    this.progress = new Progress(postgres.url, this.load.ledger);
    this.followers = new Followers(cluster.urls);
  }

  async run(): Promise<ChaosReport> {
    const { seed, minutes, everyMs, say } = this.options;
    const blows = planBlows(allKinds, new Dice(seed), { durationMs: minutes * 60_000, everyMs });
    this.startedAt = performance.now();
    this.lag.enable();
    this.load.start();
    this.progress.start();
    this.supervisor.start();
    this.followers.start(this.load.conversations.slice(0, followed));
    await this.storm.run(blows);
    say(`${this.clock()}  the storm is over`);
    const seconds = (performance.now() - this.startedAt) / 1_000;
    this.progress.stop();
    const drained = await this.quiet();
    return this.judge(seconds, drained);
  }

  /** Everything is put right, everything said is acknowledged, everything that waits is done. */
  private async quiet(): Promise<number | string> {
    await this.supervisor.stop();
    await this.site.cluster.mend();
    await this.load.stop();
    try {
      return await untilDrained(this.site.postgres.url, drainMs);
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await this.followers.catchUp(this.site.postgres.url);
      await this.followers.stop();
    }
  }

  private async judge(seconds: number, drained: number | string): Promise<ChaosReport> {
    const { site, options, load, storm, followers } = this;
    const { acknowledged, acceptMs, failedTries } = load.ledger;
    const { effects, calls } = site.receiver;
    const violations = await check(site.postgres.url, { acknowledged, effects });
    const figures = await readFigures(site.postgres.url);
    const harm = (name: Violation['harm']): number =>
      violations.reduce((sum, found) => sum + (found.harm === name ? found.count : 0), 0);
    const kinds = Object.fromEntries([...storm.struck].sort(([a], [b]) => (a < b ? -1 : 1)));
    const accepted = acknowledged.length;
    const { seed, minutes, lease, rate } = options;
    return {
      ...{ seed, minutes, lease, rate, violations },
      messages: { accepted, perSecond: Math.round((accepted / seconds) * 10) / 10, ...figures },
      faults: { total: [...storm.struck.values()].reduce((a, b) => a + b, 0), kinds },
      strikes: site.cluster.members.reduce(
        (sum, { name }) => sum + countStrikes(site.folder, name),
        0,
      ),
      lost: harm('lost') + harm('unfinished'),
      duplicated: harm('duplicated'),
      reordered: harm('reordered'),
      problems: this.problems(drained),
      fenced: {
        atCommit: site.cluster.said('A turn came too late: another worker holds its mailbox.'),
        byThemselves: site.cluster.said(
          'A turn is aborted: its lease could not be renewed in time.',
        ),
      },
      recovery: spreadOf(await this.recovery.read()),
      accept: {
        ...spreadOf(acceptMs),
        within5s: load.ledger.acceptedWithin(5_000),
        failedTries: Object.fromEntries(failedTries),
      },
      standstill: this.progress.standstill(),
      followers: { streams: followers.streams, flaws: followers.flaws.length },
      effects: { once: effects.size, repeatedCalls: calls - effects.size },
      ownEnds: site.cluster.members.flatMap(({ name, ownEnds }) =>
        ownEnds.map(({ code, signal }) => `${name} ${String(signal ?? code)}`),
      ),
      driverLagMs: Math.round(this.lag.percentile(99) / 1e6),
      drainedInMs: typeof drained === 'number' ? Math.round(drained) : drainMs,
      misses: storm.misses.map(({ blow, why }) => `${blow.kind} ${blow.target}: ${why}`),
    };
  }

  private problems(drained: number | string): string[] {
    const { accepting, handling } = this.progress.standstill();
    return [
      ...(typeof drained === 'string' ? [drained] : []),
      ...this.load.ledger.refusals.slice(0, 5).map((one) => `Refused: ${JSON.stringify(one)}`),
      ...this.followers.flaws.slice(0, 5).map((one) => `A follower saw: ${JSON.stringify(one)}`),
      ...(accepting > longestStandstillMs ? ['Nothing was accepted for too long.'] : []),
      ...(handling > longestStandstillMs ? ['Nothing was handled for too long.'] : []),
    ];
  }

  private noteWound({ kind, target }: Blow): void {
    if (kind !== 'worker-killed') return;
    const pid = this.site.cluster.members.find(({ name }) => name === target)?.pid;
    if (pid !== undefined) void this.recovery.note(pid);
  }

  private clock(): string {
    return `${((performance.now() - this.startedAt) / 1_000).toFixed(1).padStart(7)} s`;
  }
}
