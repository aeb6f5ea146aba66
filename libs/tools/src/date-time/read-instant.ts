import { DateTime, Duration, IANAZone } from 'luxon';
import { ToolFault } from '../tool.errors.js';

/** A time zone by its IANA name; UTC without one. */
export function zoneOf(name: string | undefined): string {
  if (name === undefined || IANAZone.isValidZone(name)) return name ?? 'utc';
  throw invalid(`"${name}" is no IANA time zone such as Europe/Berlin`);
}

/** A date as it was written, in the zone that it names, else in the given one. */
export function instantOf(text: string | undefined, zone: string, now: DateTime): DateTime {
  if (text === undefined || text === 'now') return now.setZone(zone);
  const found = DateTime.fromISO(text.trim(), { zone, setZone: true });
  if (found.isValid) return found;
  throw invalid(
    `"${text}" is no ISO 8601 date such as 2026-11-26 (${found.invalidExplanation ?? ''})`,
  );
}

/** A stretch of time by the calendar. */
export function periodOf(amounts: Readonly<Record<string, number>> | undefined): Duration {
  if (amounts !== undefined) return Duration.fromObject(amounts);
  throw invalid('add needs a duration such as {"days": 30}');
}

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
