import type { CsvPeriodValue, CsvSeries } from '../csv-report.js';
import type { CsvQuestion } from '../csv-question.js';
import { ExactSum, rounded } from '../figures/statistics.js';
import type { NumberColumn, TypedColumn } from '../table/column.js';
import { labelOf, periodOf } from './calendar.js';
import { averages, chooseDates, chooseValues, type DateSource } from './choose-columns.js';
import { cutMonths } from './cut-periods.js';
import { describeGrowth, describeQuarters } from './growth.js';
import { findOutliers } from './outliers.js';
import { findRhythm, type Rhythm } from './rhythm.js';
import { decompose } from './seasonality.js';
import { Timeline } from './timeline.js';

/** A series and what its reader should know about how it was made. */
export interface SeriesFindings {
  readonly series: CsvSeries;
  readonly notes: readonly string[];
}

interface Point {
  readonly at: number;
  readonly value: number;
}

/** The figures along time; nothing where the table has no dates, no numbers or fewer than two periods. */
export function describeSeries(
  columns: readonly TypedColumn[],
  { date_column, value_column }: CsvQuestion,
): SeriesFindings | undefined {
  const dates = chooseDates(columns, date_column);
  if (dates === undefined) return undefined;
  const values = chooseValues(columns, value_column, dates);
  if (values === undefined) return undefined;
  const points = pointsOf(dates, values);
  if (points.length < 2) return undefined;
  const days = points.map(({ at }) => at);
  const rhythm = findRhythm(days, dates.precision);
  const line = drawLine(points, rhythm, values);
  if (line.periods.length < 2) return undefined;
  const cut = rhythm.unit === 'month' ? cutMonths(days, rhythm.frequency) : new Set<number>();
  return {
    series: {
      date_column: dates.name,
      value_column: values.name,
      frequency: rhythm.frequency,
      ...figuresOf(line, cut),
      gaps: gapsIn(line, rhythm),
    },
    notes: notesOn(rhythm, line, cut),
  };
}

function pointsOf(dates: DateSource, values: NumberColumn): Point[] {
  return dates.values.flatMap((at, row) => {
    const value = values.values[row] ?? null;
    return at === null || value === null ? [] : [{ at, value }];
  });
}

function drawLine(points: readonly Point[], { unit }: Rhythm, column: NumberColumn): Timeline {
  const sums = new Map<number, ExactSum>();
  for (const { at, value } of points) {
    const period = periodOf(at, unit);
    const sum = sums.get(period) ?? new ExactSum();
    sums.set(period, sum.add(value));
  }
  return new Timeline(unit, averages(column.name, column.unit) ? 'mean' : 'sum', sums);
}

/** Days between weekly or irregular rows are no gaps. */
function gapsIn({ periods, unit }: Timeline, { frequency }: Rhythm): number {
  if (unit === 'day' && frequency !== 'daily') return 0;
  return (periods.at(-1) ?? 0) - (periods[0] ?? 0) + 1 - periods.length;
}

type Figures = Omit<CsvSeries, 'date_column' | 'value_column' | 'frequency' | 'gaps'>;

/** Extremes, season and outliers are looked for among the whole periods, if there are enough. */
function figuresOf(all: Timeline, cut: ReadonlySet<number>): Figures {
  const kept = all.without(cut);
  const line = kept.periods.length < 2 ? all : kept;
  const found = decompose(line);
  const values = line.periods.map((period) => valueOf(line, period));
  const [first, last] = [values[0], values.at(-1)] as [CsvPeriodValue, CsvPeriodValue];
  return {
    aggregation: line.aggregation,
    analysed_by: line.unit,
    points: line.periods.length,
    total: rounded(all.totalOf(all.periods)),
    first,
    last,
    peak: values.reduce((best, each) => (each.value > best.value ? each : best)),
    trough: values.reduce((best, each) => (each.value < best.value ? each : best)),
    growth: describeGrowth(all, cut),
    quarters: describeQuarters(all, cut),
    ...(found !== undefined && { seasonality: found.seasonality }),
    outliers: findOutliers(line, found),
  };
}

const valueOf = (line: Timeline, period: number): CsvPeriodValue => ({
  period: labelOf(period, line.unit),
  value: rounded(line.valueAt(period) ?? 0),
});

function notesOn({ frequency, unit }: Rhythm, line: Timeline, cut: ReadonlySet<number>): string[] {
  const isRolled = unit === 'month' && frequency !== 'monthly';
  const together = line.aggregation === 'sum' ? 'added up' : 'averaged';
  const cutLabels = [...cut].map((period) => labelOf(period, unit)).join(' and ');
  return [
    ...(isRolled ? [`The ${frequency} rows are ${together} by month.`] : []),
    ...(cut.size > 0
      ? [
          `${cutLabels} ${cut.size > 1 ? 'are' : 'is'} not covered whole and left out of comparisons, extremes and season.`,
        ]
      : []),
  ];
}
