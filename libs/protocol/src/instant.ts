import { z } from 'zod';

/** Postgres knows no year 0, no zone that is 16 hours away, and no endless fractions of a second. */
const storable = /^(?!0000)[^.]+(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-5]):\d\d)$/;

/** An instant as a client writes it: RFC 3339, with its time zone. */
export const instant = z.iso
  .datetime({ offset: true })
  .regex(storable, 'must lie after the year 0, in a zone less than 16 hours away')
  .meta({ examples: ['2030-01-01T00:00:00Z'] });

/** A day in UTC as a client writes it, or an instant. */
export const dayOrInstant = z.union([z.iso.date().regex(/^(?!0000)/), instant]).meta({
  description: 'A day in UTC, or an instant with its time zone.',
  examples: ['2030-01-01', '2030-01-01T00:00:00Z'],
});
