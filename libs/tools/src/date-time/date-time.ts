import { DateTime } from 'luxon';
import type { JsonObject, JsonValue } from '#protocol';
import type { Tool } from '../tool.js';
import { parameters, type DateTimeArguments } from './date-time-arguments.js';
import { between } from './between.js';
import { instantOf, periodOf, zoneOf } from './read-instant.js';
import { tellInstant } from './tell-instant.js';

/**
 * `date_time`: what time it is, and arithmetic on dates by the calendar and its time zones (IANA,
 * daylight saving included): `now`, `convert`, `add`, `difference`, `start_of`, `end_of`.
 */
export function createDateTime(now: () => number = Date.now): Tool {
  return {
    name: 'date_time',
    description:
      'Tells the present date and time, and computes with dates: adds and subtracts, tells differences, converts between time zones, finds the first and last day of a month, quarter or week. Use it instead of computing dates yourself.',
    examples: ['What day is it today?', 'How many days until the end of the quarter?'],
    safety: 'read_only',
    parameters,
    timeoutMs: 5_000,
    execute: async (args: JsonObject): Promise<JsonValue> =>
      answer(args as unknown as DateTimeArguments, DateTime.fromMillis(now())),
  };
}

function answer(args: DateTimeArguments, now: DateTime): JsonObject {
  const zone = zoneOf(args.zone);
  const date = instantOf(args.date, zone, now);
  const tell = (found: DateTime): JsonObject => tellInstant(found, args);
  switch (args.operation) {
    case 'now':
      return tell(now.setZone(zone));
    case 'convert':
      return tell(args.zone === undefined ? date : date.setZone(zone));
    case 'add':
      return tell(date.plus(periodOf(args.duration)));
    case 'start_of':
      return tell(date.startOf(args.unit ?? 'month'));
    case 'end_of':
      return tell(date.endOf(args.unit ?? 'month'));
    case 'difference':
      return between(date, instantOf(args.to, zone, now), args.unit);
  }
}
