import { monthNumber, plainDate, type PlainDate, type Precision } from './plain-date.js';

/** Whether `03/04/2020` is 3 April or 4 March; nothing in the cell says so. */
export type DayOrder = 'day_first' | 'month_first';

type Parts = Partial<Record<string, string>>;

interface Pattern {
  readonly shape: RegExp;
  readonly precision: Precision;
}

const time = String.raw`(?:[T ]\s?(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,]\d+)?)?\s?(?<half>[ap]m)?\s?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?`;
const word = String.raw`(?<name>\p{L}{3,10})\.?`;
const weekday = String.raw`(?:\p{L}{2,9}\.?,?\s)?`;

const pattern = (precision: Precision, source: string): Pattern => ({
  precision,
  shape: new RegExp(`^${source}$`, 'iu'),
});

/** What a date looks like; `m` and `d` are digits, `a` and `b` wait for the order of their column. */
const patterns: readonly Pattern[] = [
  pattern('day', String.raw`(?<year>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})${time}`),
  pattern('month', String.raw`(?<year>\d{4})[-\/M](?<m>\d{1,2})`),
  pattern('day', String.raw`(?<year>\d{4})[\/.](?<m>\d{1,2})[\/.](?<d>\d{1,2})${time}`),
  pattern('day', String.raw`(?<a>\d{1,2})[\/-](?<b>\d{1,2})[\/-](?<year>\d{4}|\d{2})${time}`),
  pattern('day', String.raw`(?<d>\d{1,2})\.\s?(?<m>\d{1,2})\.\s?(?<year>\d{4}|\d{2})${time}`),
  pattern('month', String.raw`(?<m>\d{1,2})[-\/.](?<year>\d{4})`),
  pattern('month', String.raw`${word}[\s,\/-]{0,2}(?<year>\d{4}|['’]?\d{2})`),
  pattern('month', String.raw`(?<year>\d{4})[\s,\/-]{0,2}${word}`),
  pattern(
    'day',
    String.raw`${weekday}(?<d>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]${word}[\s,-]{1,2}(?<year>\d{4}|\d{2})${time}`,
  ),
  pattern(
    'day',
    String.raw`${weekday}${word}\s(?<d>\d{1,2})(?:st|nd|rd|th)?,?\s(?<year>\d{4})${time}`,
  ),
  pattern('quarter', String.raw`Q(?<quarter>[1-4])[\s\/-]?(?<year>\d{4})`),
  pattern('quarter', String.raw`(?<year>\d{4})[\s\/-]?Q(?<quarter>[1-4])`),
];

const compact: Pattern = pattern('day', String.raw`(?<year>\d{4})(?<m>\d{2})(?<d>\d{2})`);
const longest = 48;

/** What one cell says before it is known in which order its column writes day and month. */
export interface DateReading {
  readonly parts: Parts;
  readonly precision: Precision;
}

/** Matches a cell against the patterns; the one that fitted last is tried first. */
export class DatePatterns {
  #known: readonly Pattern[];

  constructor({ allowCompact }: { readonly allowCompact: boolean }) {
    this.#known = allowCompact ? [...patterns, compact] : patterns;
  }

  match(cell: string): DateReading | undefined {
    if (cell.length > longest || !/\d/.test(cell)) return undefined;
    for (const [index, each] of this.#known.entries()) {
      const parts = each.shape.exec(cell)?.groups;
      if (parts === undefined) continue;
      if (index > 0) this.#known = [each, ...this.#known.filter((other) => other !== each)];
      return { parts, precision: parts['hour'] === undefined ? each.precision : 'time' };
    }
    return undefined;
  }
}

/** The date that was read, or nothing if there is no such day. */
export function dateOf({ parts, precision }: DateReading, order: DayOrder): PlainDate | undefined {
  const { a, b, d, m, name, quarter } = parts;
  const [day, month] = order === 'day_first' ? [a, b] : [b, a];
  const months = monthOf({ digits: m ?? month, name, quarter });
  if (months === undefined) return undefined;
  const days = Number(d ?? day ?? 1);
  const seconds = precision === 'time' ? secondsOf(parts) : 0;
  return plainDate(
    { year: fullYear(parts['year'] ?? ''), month: months, day: days, seconds },
    precision,
  );
}

function monthOf(
  written: Partial<Record<'digits' | 'name' | 'quarter', string | undefined>>,
): number | undefined {
  if (written.name !== undefined) return monthNumber(written.name);
  if (written.quarter !== undefined) return Number(written.quarter) * 3 - 2;
  return Number(written.digits);
}

function secondsOf({ hour = '0', minute = '0', second = '0', half }: Parts): number {
  const shift = half === undefined ? 0 : half.toLowerCase() === 'pm' ? 12 : 0;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + shift;
  return hours * 3_600 + Number(minute) * 60 + Number(second);
}

/** Two digits are 1930 to 2029, as spreadsheets have it. */
function fullYear(written: string): number {
  const year = Number(written.replace(/['’]/, ''));
  if (written.length >= 4) return year;
  return year >= 30 ? 1_900 + year : 2_000 + year;
}
