import type { CsvOutlier } from '../csv-report.js';
import { meanOf, medianOf, rounded } from '../figures/statistics.js';
import { labelOf } from './calendar.js';
import type { Decomposition } from './seasonality.js';
import type { Timeline } from './timeline.js';

/** Iglewicz and Hoaglin (1993): beyond this a modified z-score is an outlier. */
const furthestUsual = 3.5;
const mostOutliers = 10;
const fewestValues = 8;
/** Neighbours on each side that make the level of a value without a known trend. */
const reach = 3;

interface Remainder {
  readonly period: number;
  readonly rest: number;
}

/**
 * The periods that trend and season do not explain: by the remainder of the decomposition, or,
 * without one, by the distance from the median of the neighbours. The ends of a decomposed series,
 * half a year each, have no trend and are not judged.
 */
export function findOutliers(line: Timeline, found: Decomposition | undefined): CsvOutlier[] {
  const remainders = found === undefined ? fromNeighbours(line) : fromDecomposition(found);
  if (remainders.length < fewestValues) return [];
  const scores = modifiedScores(remainders.map(({ rest }) => rest));
  return remainders
    .map(({ period }, index) => ({ period, score: scores[index] ?? 0 }))
    .filter(({ score }) => Math.abs(score) > furthestUsual)
    .toSorted((left, right) => Math.abs(right.score) - Math.abs(left.score))
    .slice(0, mostOutliers)
    .map(({ period, score }) => ({
      period: labelOf(period, line.unit),
      value: rounded(line.valueAt(period) ?? 0),
      score: Number(score.toFixed(2)),
    }));
}

const fromDecomposition = ({ ratios, index }: Decomposition): Remainder[] =>
  ratios.map(({ period, ratio }) => ({
    period,
    rest: ratio - (index[period % index.length] ?? 1),
  }));

function fromNeighbours(line: Timeline): Remainder[] {
  const values = line.periods.map((period) => line.valueAt(period) ?? 0);
  return line.periods.map((period, at) => {
    const before = values.slice(Math.max(0, at - reach), at);
    const level = medianOf([...before, ...values.slice(at + 1, at + 1 + reach)]);
    return { period, rest: (values[at] ?? 0) - level };
  });
}

/** Distance from the median in units of the spread; by the mean distance where most are equal. */
function modifiedScores(rests: readonly number[]): number[] {
  const middle = medianOf(rests);
  const distances = rests.map((rest) => Math.abs(rest - middle));
  const spread = medianOf(distances) / 0.6745 || meanOf(distances) * 1.253314;
  return rests.map((rest) => (spread === 0 ? 0 : (rest - middle) / spread));
}
