import { z } from 'zod';

/** Postgres knows no year 0, no zone that is 16 hours away, and no endless fractions of a second. */
const storable = /^(?!0000)[^.]+(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):\d\d)$/;

export const storableRule = 'must lie after the year 0, in a zone less than 16 hours away';

/** The same of what is perhaps no instant, which is left to other rules. */
export function isStorable(text: string): boolean {
  return Number.isNaN(Date.parse(text)) || storable.test(text);
}

const first = Date.parse('0001-01-01T00:00:00Z');
const last = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Whether it is of the years 1 to 9999 in UTC too, where it is kept: in another year it could not be told again
 * in RFC 3339. What is no instant at all, or says the year 0 itself, is left to other rules.
 */
export function isTellable(text: string): boolean {
  const moment = Date.parse(text);
  if (Number.isNaN(moment) || text.startsWith('0000')) return true;
  // Postgres keeps microseconds, and rounds what is finer up to the year 10000.
  const roundsUp = moment === last && /\.9{6}[5-9]/.test(text);
  return moment >= first && moment <= last && !roundsUp;
}

export const tellableRule = 'must lie in the years 1 to 9999 of UTC';

/** An instant as a client writes it: RFC 3339, with its time zone. */
export const instant = z.iso
  .datetime({ offset: true })
  .regex(storable, storableRule)
  .refine(isTellable, tellableRule)
  .meta({ examples: ['2030-01-01T00:00:00Z'] });

/** A day in UTC as a client writes it, or an instant. */
export const dayOrInstant = z.union([z.iso.date().regex(/^(?!0000)/), instant]).meta({
  description: 'A day in UTC, or an instant with its time zone.',
  examples: ['2030-01-01', '2030-01-01T00:00:00Z'],
});
