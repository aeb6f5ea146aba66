import type { Violation } from '../kit/checker.js';
import type { Standstill } from './progress.js';

/** Milliseconds. */
interface Spread {
  readonly p50: number;
  readonly p99: number;
  readonly most: number;
  readonly count: number;
}

/** Everything that a run found. */
export interface ChaosReport {
  readonly seed: number;
  readonly minutes: number;
  readonly lease: string;
  readonly rate: number;
  readonly messages: {
    readonly accepted: number;
    readonly perSecond: number;
    /** Messages, answers and what agents sent one another. */
    readonly stored: number;
    /** How those with a mailbox ended. */
    readonly ends: Readonly<Record<string, number>>;
    /** Of those that failed, by code. */
    readonly failures: Readonly<Record<string, number>>;
  };
  readonly faults: { readonly total: number; readonly kinds: Readonly<Record<string, number>> };
  /** Strikes at fault points: client calls that failed or dawdled. */
  readonly strikes: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly violations: readonly Violation[];
  /** What else is wrong, in words. */
  readonly problems: readonly string[];
  readonly fenced: { readonly atCommit: number; readonly byThemselves: number };
  /** From the kill of a worker to the next turn of what it had in hand. */
  readonly recovery: Spread;
  readonly accept: Spread & {
    readonly within5s: number;
    readonly failedTries: Readonly<Record<string, number>>;
  };
  readonly standstill: Standstill;
  readonly followers: { readonly streams: number; readonly flaws: number };
  readonly effects: { readonly once: number; readonly repeatedCalls: number };
  /** Processes that ended though nobody ended them. */
  readonly ownEnds: readonly string[];
  /** How late the driver itself was, at the 99th percentile: much means a machine too small or too busy. */
  readonly driverLagMs: number;
  readonly drainedInMs: number;
  /** Faults that could not be struck or healed as planned. */
  readonly misses: readonly string[];
}

export function spreadOf(samples: readonly number[]): Spread {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p99: at(0.99), most: at(1), count: sorted.length };
}

/** Whether anything was found that must not be. */
export function isClean({ violations, problems }: ChaosReport): boolean {
  return violations.length === 0 && problems.length === 0;
}

export function render(report: ChaosReport): string {
  const { messages, faults, fenced, recovery, accept, standstill, followers, effects } = report;
  const rows: readonly (readonly [string, string])[] = [
    ['seed', `${String(report.seed)} · ${String(report.minutes)} min · lease ${report.lease}`],
    [
      'messages',
      `${String(messages.accepted)} accepted (${String(messages.perSecond)}/s) · ` +
        `${String(messages.stored)} stored · ended: ${list(messages.ends)}`,
    ],
    ['failures', list(messages.failures)],
    ['faults', `${String(faults.total)} of ${String(Object.keys(faults.kinds).length)} kinds`],
    ['', list(faults.kinds)],
    ['strikes', `${String(report.strikes)} client calls failed or dawdled by order`],
    ['lost', String(report.lost)],
    ['duplicated', String(report.duplicated)],
    ['reordered', String(report.reordered)],
    [
      'fenced',
      `${String(fenced.atCommit)} at their commit · ${String(fenced.byThemselves)} by themselves`,
    ],
    ['recovery', `worker killed → next turn: ${times(recovery)}`],
    [
      'accept',
      `${times(accept)} · ${(accept.within5s * 100).toFixed(2)} % within 5 s · ` +
        `failed tries: ${list(accept.failedTries)}`,
    ],
    [
      'standstill',
      `accepting ${seconds(standstill.accepting)} · handling ${seconds(standstill.handling)} at worst`,
    ],
    ['followers', `${String(followers.streams)} streams · ${String(followers.flaws)} flaws`],
    ['effects', `${String(effects.once)} · ${String(effects.repeatedCalls)} calls repeated a key`],
    ['drained', `in ${seconds(report.drainedInMs)}`],
    ['driver', `${seconds(report.driverLagMs)} late at p99`],
    ['own ends', report.ownEnds.length === 0 ? 'none' : report.ownEnds.join('; ')],
  ];
  const body = rows.map(([name, value]) => `${name.padEnd(12)} ${value}`);
  return [...body, ...faultsFound(report)].join('\n');
}

function faultsFound({ violations, problems }: ChaosReport): string[] {
  const found = violations.map(
    ({ check, says, count, examples }) =>
      `${check} ${says} ${String(count)} times: ${examples.join(', ')}`,
  );
  const all = [...found, ...problems].map((line) => `  ✗ ${line}`);
  return all.length === 0
    ? ['', 'Nothing lost, nothing doubled, nothing reordered.']
    : ['', ...all];
}

function list(figures: Readonly<Record<string, number>>): string {
  const parts = Object.entries(figures).map(([name, count]) => `${name} ${String(count)}`);
  return parts.length === 0 ? 'none' : parts.join(' · ');
}

function times({ p50, p99, most, count }: Spread): string {
  return `p50 ${seconds(p50)}, p99 ${seconds(p99)}, most ${seconds(most)} (n=${String(count)})`;
}

function seconds(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${String(milliseconds)} ms`
    : `${(milliseconds / 1_000).toFixed(1)} s`;
}
