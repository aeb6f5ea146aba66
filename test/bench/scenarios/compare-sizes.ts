import { totalMicros } from '../stand/costs.js';
import type { Stand } from '../stand/stand.js';
import { ratioOf } from '../statistics/spread.js';
import { tellTurns, type ClosedRuns } from './closed.js';

/** Takes down the same work on little and on much, and how its cost grew: 1 is not at all. */
export function tellGrowth(
  stand: Stand,
  few: { readonly what: string; readonly runs: ClosedRuns },
  many: { readonly what: string; readonly runs: ClosedRuns },
): void {
  tellTurns(stand, few.what, few.runs);
  tellTurns(stand, many.what, many.runs);
  const micros = ({ measured }: ClosedRuns): number[] =>
    measured.map(({ costs }) => totalMicros(costs));
  const before = micros(few.runs);
  const growth = micros(many.runs).flatMap(
    (cost, run) => ratioOf([cost], [before[run] ?? 0]) ?? [],
  );
  stand.findings.figure('CPU of a turn, many to few', '×', growth);
}
