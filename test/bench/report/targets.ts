import type { Figure, ScenarioReport } from '../stand/findings.js';

/** What a figure is to be on two cores that everything shares. */
export interface Target {
  readonly scenario: string;
  readonly mode: string;
  readonly figure: string;
  /** What of it is looked at. @default its median */
  readonly of?: 'ratio';
  readonly least?: number;
  readonly most?: number;
  /** What the ground gave, of its kind, where the target was set. */
  readonly setOn?: { readonly ground: string; readonly perSecond: number };
}

/** The part of a ground that a rate is: comparable between machines, as the rate itself is not. */
interface Share {
  readonly ground: string;
  readonly asked: number;
  readonly measured: number;
  readonly isReached: boolean;
}

/** A target beside what was measured. */
export interface Verdict extends Target {
  /** Absent when it was not measured. */
  readonly measured?: number;
  readonly unit?: string;
  readonly isReached?: boolean;
  /** Absent where the target names no ground, or it was not measured. */
  readonly share?: Share;
}

/** Grounds of the quiet two-core machine for which the targets were set. */
const jobs = { ground: 'BullMQ jobs, added and processed', perSecond: 16_000 };
const jobsOnPglite = { ...jobs, perSecond: 900 };
const echo = { ground: 'bare Fastify echo', perSecond: 36_000 };

const scaleOut = { mode: 'scale-out' };
const embedded = { mode: 'embedded' };
const turn = { ...scaleOut, scenario: 'turn' };
const accept = { ...scaleOut, scenario: 'accept' };
const sustained = { ...scaleOut, scenario: 'sustained' };
const overload = { ...scaleOut, scenario: 'overload' };
const slowModel = { ...scaleOut, scenario: 'slow-model' };

/** How a cost may grow with a size, many to few: within what runs differ by. */
const flat = { ...scaleOut, figure: 'CPU of a turn, many to few', most: 1.15 };

/** What Caxton means to reach. */
export const targets: readonly Target[] = [
  { ...accept, figure: 'accepted, 64 clients', least: 6_000, setOn: echo },
  {
    ...{ ...accept, figure: 'accepted by two processes, 64 clients' },
    ...{ least: 6_000, setOn: echo },
  },
  { ...accept, figure: 'accept at 2000/s, done', of: 'ratio', least: 0.95 },
  { ...accept, figure: 'accept at 2000/s, p99', most: 50 },
  { ...turn, figure: 'turns, 64 clients', of: 'ratio', least: 0.25 },
  { ...turn, figure: 'idle, p50', most: 5 },
  { ...turn, figure: 'idle, p99', most: 25 },
  { ...turn, figure: 'turn at 1000/s, done', of: 'ratio', least: 0.95 },
  { ...turn, figure: 'turn at 1000/s, p99', most: 100 },
  { ...sustained, figure: 'turns, sustained', least: 2_000, setOn: jobs },
  { ...sustained, figure: 'lasted', least: 600 },
  { ...sustained, figure: 'errors', most: 0 },
  { ...sustained, figure: 'memory, last third to middle third', most: 1.05 },
  {
    ...{ ...scaleOut, scenario: 'hot', figure: 'turns of one conversation, 32 clients' },
    ...{ least: 400, setOn: jobs },
  },
  { ...flat, scenario: 'conversations' },
  { ...flat, scenario: 'agents' },
  { ...flat, scenario: 'stored' },
  { ...scaleOut, scenario: 'stored', figure: 'messages stored before', least: 5_000_000 },
  { ...slowModel, figure: 'turns that the worker holds at once', least: 500 },
  { ...slowModel, figure: 'answers of the model at once, most', least: 500 },
  { ...slowModel, figure: 'at least 500 at once, of the time', least: 95 },
  { ...overload, figure: 'turns under 5 × capacity', of: 'ratio', least: 0.9 },
  { ...overload, figure: 'failed otherwise', most: 0 },
  { ...overload, figure: 'memory, last third to middle third', most: 1.05 },
  { ...embedded, scenario: 'turn', figure: 'turns, 64 clients', least: 300, setOn: jobsOnPglite },
  { ...embedded, scenario: 'turn', figure: 'idle, p50', most: 15 },
  { ...embedded, scenario: 'start', figure: 'start on existing data, all processes', most: 3 },
  {
    ...embedded,
    scenario: 'start',
    figure: 'resident memory after turns at saturation',
    most: 700,
  },
];

/** Each target of these scenarios beside what was measured. */
export function judge(scenarios: readonly ScenarioReport[]): Verdict[] {
  return targets.map((target) => {
    const report = scenarios.find(
      ({ scenario, mode }) => scenario === target.scenario && mode === target.mode,
    );
    return verdictOf(
      target,
      report?.figures.find(({ name }) => name === target.figure),
    );
  });
}

function verdictOf(target: Target, figure: Figure | undefined): Verdict {
  const { measured, unit } = lookAt(target, figure);
  if (measured === undefined) return target;
  const { least = -Infinity, most = Infinity } = target;
  // A latency of 0 is that of nothing: no answer came.
  const isNothing = unit === 'ms' && measured === 0;
  const isReached = !isNothing && measured >= least && measured <= most;
  const share = shareOf(target, figure);
  return { ...target, measured, unit, isReached, ...(share && { share }) };
}

/** The target as a part of its ground, beside the part that was measured in the same run. */
function shareOf({ least, setOn }: Target, figure: Figure | undefined): Share | undefined {
  const found = figure?.grounds.find(({ name }) => name === setOn?.ground);
  if (least === undefined || setOn === undefined || found === undefined) return undefined;
  const asked = least / setOn.perSecond;
  return {
    ground: setOn.ground,
    asked,
    measured: found.ratio,
    isReached: found.ratio >= asked,
  };
}

/** What of a figure is compared. */
function lookAt(
  { of }: Target,
  figure: Figure | undefined,
): { readonly measured: number | undefined; readonly unit: string } {
  if (of === undefined) return { measured: figure?.median, unit: figure?.unit ?? '' };
  const ground = figure?.grounds[0];
  return { measured: ground?.ratio, unit: `of ${ground?.name ?? ''}` };
}
