import { ascending } from '../figures/statistics.js';
import type { CsvFrequency } from '../csv-report.js';
import type { Precision } from '../table/plain-date.js';
import { periodOf, type PeriodUnit } from './calendar.js';

/** How the rows follow each other, and in which periods they are looked at. */
export interface Rhythm {
  readonly frequency: CsvFrequency;
  readonly unit: PeriodUnit;
}

/** So much of the steps between dates must have the length of the frequency. */
const mostSteps = 0.6;
/** Below so many months, days tell more. */
const fewestMonths = 4;

/** Days that are further apart than this may each stand for a month. */
const fewestDays = 20;

const byMonths: readonly (readonly [number, CsvFrequency, PeriodUnit])[] = [
  [1, 'monthly', 'month'],
  [3, 'quarterly', 'quarter'],
  [12, 'yearly', 'year'],
];

/**
 * Finds the rhythm of dates. Months, quarters and years are looked at as such, also where they are
 * written as a day of each; daily, weekly and irregular rows by month, or by day if they reach over
 * less than four months.
 */
export function findRhythm(dates: readonly number[], precision: Precision): Rhythm {
  if (precision === 'year') return { frequency: 'yearly', unit: 'year' };
  if (precision === 'quarter') return { frequency: 'quarterly', unit: 'quarter' };
  const days = distinct(dates, 'day');
  const months = distinct(dates, 'month');
  const isByMonth = precision === 'month' || stepsOf(days).every((step) => step >= fewestDays);
  const monthly = isByMonth ? monthRhythm(months) : undefined;
  if (monthly !== undefined) return monthly;
  if (precision === 'month') return { frequency: 'irregular', unit: 'month' };
  return { frequency: dayRhythm(days), unit: spanOf(months) >= fewestMonths ? 'month' : 'day' };
}

/** One row a month, a quarter or a year, gaps apart. */
function monthRhythm(months: readonly number[]): Rhythm | undefined {
  if (months.length === 1) return { frequency: 'monthly', unit: 'month' };
  const steps = stepsOf(months);
  for (const [length, frequency, unit] of byMonths) {
    const fitting = steps.filter((step) => step === length).length;
    if (fitting >= steps.length * mostSteps) return { frequency, unit };
  }
  return undefined;
}

/** Working days are daily: their weekends are gaps. */
function dayRhythm(days: readonly number[]): CsvFrequency {
  const steps = stepsOf(days);
  const share = (length: number): number =>
    steps.filter((step) => step === length).length / Math.max(1, steps.length);
  if (share(1) >= mostSteps) return 'daily';
  return share(7) >= mostSteps ? 'weekly' : 'irregular';
}

const spanOf = (periods: readonly number[]): number =>
  (periods.at(-1) ?? 0) - (periods[0] ?? 0) + 1;

const distinct = (dates: readonly number[], unit: PeriodUnit): number[] =>
  ascending([...new Set(dates.map((at) => periodOf(at, unit)))]);

const stepsOf = (periods: readonly number[]): number[] =>
  periods.slice(1).map((period, index) => period - (periods[index] ?? period));
