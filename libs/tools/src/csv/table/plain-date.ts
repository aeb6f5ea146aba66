/** How exactly a date is told, the coarsest first. */
export const precisions = ['year', 'quarter', 'month', 'day', 'time'] as const;
export type Precision = (typeof precisions)[number];

/** A date as written, without a time zone: a calendar day is the same day everywhere. */
export interface PlainDate {
  /** Milliseconds since 1970 as if in UTC, at the beginning of the year, month or day. */
  readonly at: number;
  readonly precision: Precision;
}

export interface DateParts {
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
  readonly seconds?: number;
}

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The date, or nothing for 31 April, 29 February 1900 or the year 99. */
export function plainDate(parts: DateParts, precision: Precision): PlainDate | undefined {
  const { year, month = 1, day = 1, seconds = 0 } = parts;
  if (year < 1_000 || year > 2_999) return undefined;
  if (day < 1 || day > (longestMonths[month - 1] ?? 0)) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  if (new Date(midnight).getUTCMonth() !== month - 1) return undefined;
  return { at: midnight + seconds * 1_000, precision };
}

/** `1960`, `1960-Q3`, `1960-07`, `1960-07-04` or `1960-07-04T12:30:00`. */
export function formatDate(at: number, precision: Precision): string {
  const iso = new Date(at).toISOString();
  switch (precision) {
    case 'year':
      return iso.slice(0, 4);
    case 'quarter':
      return `${iso.slice(0, 4)}-Q${String(Math.floor(new Date(at).getUTCMonth() / 3) + 1)}`;
    case 'month':
      return iso.slice(0, 7);
    case 'day':
      return iso.slice(0, 10);
    case 'time':
      return iso.slice(0, 19);
  }
}

const monthNames = [
  ['january', 'januar', 'janvier', 'enero'],
  ['february', 'februar', 'février', 'febrero'],
  ['march', 'märz', 'mars', 'marzo'],
  ['april', 'avril', 'abril'],
  ['may', 'mai', 'mayo'],
  ['june', 'juni', 'juin', 'junio'],
  ['july', 'juli', 'juillet', 'julio'],
  ['august', 'août', 'agosto'],
  ['september', 'septembre', 'septiembre'],
  ['october', 'oktober', 'octobre', 'octubre'],
  ['november', 'novembre', 'noviembre'],
  ['december', 'dezember', 'décembre', 'diciembre'],
];

/** 1 to 12 for a month's name, whole or cut to three letters or more (`Sept`); nothing otherwise. */
export function monthNumber(name: string): number | undefined {
  const lower = name.toLowerCase();
  if (lower.length < 3) return undefined;
  const found = monthNames.findIndex((names) => names.some((month) => month.startsWith(lower)));
  return found === -1 ? undefined : found + 1;
}
