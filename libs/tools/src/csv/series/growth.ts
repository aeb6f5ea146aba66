import type { CsvGrowth, CsvNamedQuarter, CsvPeriodTotal, CsvQuarterTotal } from '../csv-report.js';
import { changePercent, rounded, yearlyPercent } from '../figures/statistics.js';
import { labelOf, periodsPerYear, periodWithin } from './calendar.js';
import type { Timeline } from './timeline.js';

/** Years and quarters that are told, the latest. */
const mostYears = 60;
const mostQuarters = 80;

/** A year or a quarter of the series. */
interface Stretch {
  readonly period: number;
  readonly total: number;
  /** Every period of it has a value that covers it. */
  readonly isWhole: boolean;
}

/**
 * How the series grew. Years and quarters are compared only where both are whole: three months of a
 * year against twelve would be no growth.
 *
 * @param cut periods that the data does not cover whole
 */
export function describeGrowth(line: Timeline, cut: ReadonlySet<number>): CsvGrowth {
  const years = stretches(line, cut, 'year');
  const quarters = canQuarter(line) ? stretches(line, cut, 'quarter') : [];
  const last = line.periods.findLast((period) => !cut.has(period));
  const cycle = periodsPerYear[line.unit];
  return {
    by_year: years.map((year) => periodTotal(year, years, 'year')).slice(-mostYears),
    by_quarter: quarters.map((each) => quarterTotal(each, quarters)).slice(-mostQuarters),
    latest_vs_previous_pct: stepBack(line, last, 1, cut),
    latest_vs_year_before_pct: cycle === undefined ? null : stepBack(line, last, cycle, cut),
    average_yearly_pct: averageYearly(years, 1),
  };
}

/** Each quarter of the year over the years: `Q3` of 1949, 1950, … */
export function describeQuarters(line: Timeline, cut: ReadonlySet<number>): CsvNamedQuarter[] {
  if (!canQuarter(line)) return [];
  const all = stretches(line, cut, 'quarter');
  return ([0, 1, 2, 3] as const).flatMap((index) => {
    const own = all.filter(({ period }) => period % 4 === index);
    if (own.length === 0) return [];
    const years = own.map((each) => periodTotal(each, own, 'year', 4));
    return {
      quarter: (['Q1', 'Q2', 'Q3', 'Q4'] as const)[index],
      years: years.slice(-mostYears / 2),
      average_yearly_pct: averageYearly(own, 4),
    };
  });
}

const canQuarter = ({ unit }: Timeline): boolean => unit === 'month' || unit === 'quarter';

function stretches(
  line: Timeline,
  cut: ReadonlySet<number>,
  longer: 'quarter' | 'year',
): readonly Stretch[] {
  const members = new Map<number, number[]>();
  for (const period of line.periods) {
    const whole = periodWithin(period, line.unit, longer);
    members.set(whole, [...(members.get(whole) ?? []), period]);
  }
  const perYear = periodsPerYear[line.unit];
  const full = perYear === undefined ? Infinity : perYear / (longer === 'year' ? 1 : 4);
  return [...members].map(([period, own]) => ({
    period,
    total: line.totalOf(own),
    isWhole: own.length === full && !own.some((each) => cut.has(each)),
  }));
}

/** @param distance to the stretch it is compared with; four quarters make a year */
function periodTotal(
  stretch: Stretch,
  all: readonly Stretch[],
  label: 'quarter' | 'year',
  distance = 1,
): CsvPeriodTotal {
  const { period, total, isWhole } = stretch;
  return {
    period: label === 'year' ? String(Math.floor(period / distance)) : labelOf(period, 'quarter'),
    total: rounded(total),
    change_pct: changeSince(stretch, all, distance),
    ...(!isWhole && { partial: true }),
  };
}

const quarterTotal = (quarter: Stretch, all: readonly Stretch[]): CsvQuarterTotal => ({
  ...periodTotal(quarter, all, 'quarter'),
  year_change_pct: changeSince(quarter, all, 4),
});

function changeSince(stretch: Stretch, all: readonly Stretch[], distance: number): number | null {
  const before = all.find(({ period }) => period === stretch.period - distance);
  if (before?.isWhole !== true || !stretch.isWhole) return null;
  return changePercent(before.total, stretch.total);
}

/** @param perYear stretches of one kind that make a year */
function averageYearly(all: readonly Stretch[], perYear: number): number | null {
  const whole = all.filter(({ isWhole }) => isWhole);
  const [first, last] = [whole[0], whole.at(-1)];
  if (first === undefined || last === undefined) return null;
  return yearlyPercent(first.total, last.total, (last.period - first.period) / perYear);
}

function stepBack(
  line: Timeline,
  last: number | undefined,
  distance: number,
  cut: ReadonlySet<number>,
): number | null {
  if (last === undefined || cut.has(last - distance)) return null;
  const value = line.valueAt(last);
  return value === undefined ? null : changePercent(line.valueAt(last - distance), value);
}
