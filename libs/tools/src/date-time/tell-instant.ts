import type { DateTime } from 'luxon';
import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';

/** An instant with all that people ask about it. */
export function tellInstant(
  instant: DateTime,
  { format }: { readonly format?: string },
): JsonObject {
  if (!instant.isValid) {
    throw new ToolFault('TOOL_ARGUMENTS_INVALID', 'the result is beyond the years that are known');
  }
  const english = instant.setLocale('en');
  return {
    iso: english.toISO(),
    date: english.toISODate(),
    time: english.toFormat('HH:mm:ss'),
    zone: english.zoneName,
    offset: english.toFormat('ZZ'),
    weekday: english.weekdayLong,
    week: english.weekNumber,
    quarter: english.quarter,
    day_of_year: english.ordinal,
    days_in_month: english.daysInMonth ?? null,
    unix_seconds: Math.floor(english.toSeconds()),
    ...(format !== undefined && { formatted: english.toFormat(format) }),
  };
}
