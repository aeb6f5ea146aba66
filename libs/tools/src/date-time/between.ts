import type { DateTime } from 'luxon';
import type { JsonObject } from '#protocol';
import type { DateTimeUnit } from './date-time-arguments.js';

const parts = ['years', 'months', 'days', 'hours', 'minutes', 'seconds'] as const;

/**
 * From one instant to another: by the calendar (`parts`), in whole days and in one unit. Negative when
 * the second is earlier.
 */
export function between(from: DateTime, to: DateTime, unit: DateTimeUnit = 'day'): JsonObject {
  const later = to.setZone(from.zone);
  return {
    from: from.toISO(),
    to: later.toISO(),
    unit,
    value: Number(later.diff(from, unit).as(unit).toPrecision(12)),
    // By calendar days, so that a day with a change of the clock is a day.
    calendar_days: Math.round(later.startOf('day').diff(from.startOf('day'), 'days').days),
    seconds: (later.toMillis() - from.toMillis()) / 1_000,
    parts: { ...later.diff(from, [...parts]).toObject() } as JsonObject,
  };
}
