import type { CsvFrequency } from '../csv-report.js';
import { periodOf } from './calendar.js';

/** Days that may be missing at an end before its month counts as cut: weekends, a week's rhythm. */
const tolerance: Partial<Record<CsvFrequency, number>> = { daily: 3, weekly: 7, irregular: 7 };

/**
 * The first and the last month, where rows by the day begin late in it or end early: their totals
 * are not comparable. Rows by month and longer cover their periods.
 */
export function cutMonths(dates: readonly number[], frequency: CsvFrequency): ReadonlySet<number> {
  const allowed = tolerance[frequency];
  if (allowed === undefined) return new Set();
  const first = new Date(dates.reduce((left, right) => Math.min(left, right)));
  const last = new Date(dates.reduce((left, right) => Math.max(left, right)));
  const lastDay = new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth() + 1, 0)).getUTCDate();
  return new Set([
    ...(first.getUTCDate() - 1 > allowed ? [periodOf(first.getTime(), 'month')] : []),
    ...(lastDay - last.getUTCDate() > allowed ? [periodOf(last.getTime(), 'month')] : []),
  ]);
}
