import type { CsvSeason, CsvSeasonality } from '../csv-report.js';
import { meanOf, rounded, squaredDeviations } from '../figures/statistics.js';
import { periodsPerYear } from './calendar.js';
import type { Timeline } from './timeline.js';

/*
 * Classical multiplicative decomposition (Persons 1919; as in Hyndman and Athanasopoulos,
 * "Forecasting: Principles and Practice", ch. 3.4):
 *
 *   trend   T = centred moving average over one year: 13 months (5 quarters), the outer two by half
 *   ratio   y / T, where a whole year surrounds the value
 *   index   S = mean ratio of each month, scaled so that the indices average 1
 *   rest    R = y / (T S)
 *
 * strength = 1 - Var(y/T - S) / Var(y/T), at least 0: the part of the ups and downs around the trend
 * that returns every year.
 */

const monthNames =
  'January February March April May June July August September October November December';
const seasonNames: Readonly<Record<number, readonly string[]>> = {
  12: monthNames.split(' '),
  4: ['Q1', 'Q2', 'Q3', 'Q4'],
};

/** A value in the middle of a whole year. */
interface Ratio {
  readonly period: number;
  /** Value by trend. */
  readonly ratio: number;
  readonly trend: number;
}

/** What the decomposition finds; the ratios serve to find outliers. */
export interface Decomposition {
  readonly seasonality: CsvSeasonality;
  readonly ratios: readonly Ratio[];
  /** By season, 0 for January or Q1. */
  readonly index: readonly number[];
}

/**
 * Separates season from trend. Nothing without monthly or quarterly values over two years, with a
 * season that has no value, or with values that are not positive on average: a ratio to such a
 * trend says nothing.
 */
export function decompose(line: Timeline): Decomposition | undefined {
  const cycle = periodsPerYear[line.unit];
  if (cycle === undefined || cycle === 1 || line.periods.length < 2 * cycle) return undefined;
  const ratios = ratiosToTrend(line, cycle);
  const raw = Array.from({ length: cycle }, (_, season) =>
    meanOf(ratios.filter(({ period }) => period % cycle === season).map(({ ratio }) => ratio)),
  );
  const level = meanOf(raw);
  // Not a number where a season has no ratio at all.
  if (!(level > 0)) return undefined;
  const index = raw.map((mean) => mean / level);
  return { ratios, index, seasonality: describe(ratios, index) };
}

function ratiosToTrend(line: Timeline, cycle: number): Ratio[] {
  return line.periods.flatMap((period) => {
    const trend = trendAt(line, period, cycle);
    const value = line.valueAt(period);
    if (trend === undefined || value === undefined || trend <= 0) return [];
    return [{ period, trend, ratio: value / trend }];
  });
}

/** Nothing at the ends and beside gaps, where the year around the period is not whole. */
function trendAt(line: Timeline, period: number, cycle: number): number | undefined {
  const half = cycle / 2;
  let sum = 0;
  for (let offset = -half; offset <= half; offset += 1) {
    const value = line.valueAt(period + offset);
    if (value === undefined) return undefined;
    sum += Math.abs(offset) === half ? value / 2 : value;
  }
  return sum / cycle;
}

function describe(ratios: readonly Ratio[], index: readonly number[]): CsvSeasonality {
  const cycle = index.length;
  const seasons = index.map((value, season) => ({
    season: seasonNames[cycle]?.[season] ?? String(season + 1),
    index: Number(value.toFixed(6)),
  }));
  return {
    period: cycle === 12 ? 'month' : 'quarter',
    index: seasons,
    peak: furthest(seasons, (left, right) => right > left),
    trough: furthest(seasons, (left, right) => right < left),
    strength: strengthOf(ratios, index),
    cycles: Math.floor(ratios.length / cycle),
  };
}

const furthest = (
  seasons: readonly CsvSeason[],
  isFurther: (left: number, right: number) => boolean,
): CsvSeason =>
  seasons.reduce((best, season) => (isFurther(best.index, season.index) ? season : best));

function strengthOf(ratios: readonly Ratio[], index: readonly number[]): number {
  const all = squaredDeviations(ratios.map(({ ratio }) => ratio));
  if (all === 0) return 0;
  const rest = ratios.map(({ ratio, period }) => ratio - (index[period % index.length] ?? 1));
  return rounded(Number(Math.max(0, 1 - squaredDeviations(rest) / all).toFixed(6)));
}
