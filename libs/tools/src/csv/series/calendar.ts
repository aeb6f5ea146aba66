/** The periods in which a series is looked at. */
export type PeriodUnit = 'day' | 'month' | 'quarter' | 'year';

/** Whole periods of a unit in a year; nothing for days, which do not divide it evenly. */
export const periodsPerYear: Readonly<Record<PeriodUnit, number | undefined>> = {
  day: undefined,
  month: 12,
  quarter: 4,
  year: 1,
};

const dayLength = 86_400_000;

/** Counts periods through time, so that neighbours differ by one. */
export function periodOf(at: number, unit: PeriodUnit): number {
  const date = new Date(at);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth();
  switch (unit) {
    case 'day':
      return Math.floor(at / dayLength);
    case 'month':
      return months;
    case 'quarter':
      return Math.floor(months / 3);
    case 'year':
      return date.getUTCFullYear();
  }
}

/** `1960-07-04`, `1960-07`, `1960-Q3` or `1960`. */
export function labelOf(period: number, unit: PeriodUnit): string {
  switch (unit) {
    case 'day':
      return new Date(period * dayLength).toISOString().slice(0, 10);
    case 'month':
      return `${String(Math.floor(period / 12))}-${String((period % 12) + 1).padStart(2, '0')}`;
    case 'quarter':
      return `${String(Math.floor(period / 4))}-Q${String((period % 4) + 1)}`;
    case 'year':
      return String(period);
  }
}

/** The longer period that a period lies in. */
export function periodWithin(period: number, unit: PeriodUnit, longer: 'quarter' | 'year'): number {
  if (unit === 'day') return periodOf(period * dayLength, longer);
  const own = periodsPerYear[unit] ?? 1;
  const wanted = periodsPerYear[longer] ?? 1;
  return Math.floor((period * wanted) / own);
}
