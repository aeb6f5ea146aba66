import type { JsonObject } from '#protocol';
import { ToolBox } from '../tool-box.js';
import { ToolExecutor } from '../tool-executor.js';
import { createDateTime } from './date-time.js';

const now = Date.UTC(2026, 10, 26, 3, 30);
const executor = new ToolExecutor(new ToolBox([createDateTime(() => now)]));

async function ask(args: JsonObject): Promise<JsonObject> {
  const outcome = await executor.execute(
    { id: 'c1', name: 'date_time', arguments: args, idempotencyKey: 'k' },
    { allowed: ['date_time'], signal: new AbortController().signal, priorResult: () => undefined },
  );
  return outcome.ok
    ? (outcome.result as JsonObject)
    : { error: `${outcome.error.code}: ${outcome.error.message}` };
}

describe(createDateTime, () => {
  it('tells the time of the server, in UTC or in a zone', async () => {
    expect(await ask({ operation: 'now' })).toMatchObject({
      iso: '2026-11-26T03:30:00.000Z',
      weekday: 'Thursday',
      week: 48,
      quarter: 4,
      unix_seconds: now / 1_000,
    });
    expect(await ask({ operation: 'now', zone: 'America/New_York' })).toMatchObject({
      date: '2026-11-25',
      time: '22:30:00',
      offset: '-05:00',
    });
  });

  it('adds by the calendar and by the clocks of the zone', async () => {
    const add = (date: string, duration: JsonObject, zone?: string): Promise<JsonObject> =>
      ask({ operation: 'add', date, duration, ...(zone !== undefined && { zone }) });

    expect(await add('2024-01-31', { months: 1 })).toMatchObject({ date: '2024-02-29' });
    expect(await add('2026-03-28T12:00', { days: 1 }, 'Europe/Berlin')).toMatchObject({
      iso: '2026-03-29T12:00:00.000+02:00',
    });
    expect(await add('2026-03-28T12:00', { hours: 24 }, 'Europe/Berlin')).toMatchObject({
      iso: '2026-03-29T13:00:00.000+02:00',
    });
  });

  it('tells how far two dates are apart', async () => {
    expect(await ask({ operation: 'difference', date: '2026-01-01', to: '2026-11-26' })).toEqual(
      expect.objectContaining({ unit: 'day', value: 329, calendar_days: 329 }),
    );
    expect(
      await ask({ operation: 'difference', date: '2024-02-29', to: '2025-03-01', unit: 'month' }),
    ).toMatchObject({ parts: { years: 1, months: 0, days: 1 } });
    expect(
      await ask({
        operation: 'difference',
        date: '2026-03-28',
        to: '2026-03-30',
        zone: 'Europe/Berlin',
      }),
    ).toMatchObject({ calendar_days: 2, seconds: 47 * 3_600 });
  });

  it('converts, and finds where a period begins and ends', async () => {
    expect(
      await ask({
        operation: 'convert',
        date: '2026-11-26T09:30:00+01:00',
        zone: 'Asia/Tokyo',
        format: "d MMMM yyyy 'at' HH:mm",
      }),
    ).toMatchObject({ formatted: '26 November 2026 at 17:30' });
    expect(await ask({ operation: 'start_of', date: '2026-11-26', unit: 'quarter' })).toMatchObject(
      { date: '2026-10-01' },
    );
    expect(await ask({ operation: 'end_of', date: '2024-02-10' })).toMatchObject({
      iso: '2024-02-29T23:59:59.999Z',
      days_in_month: 29,
    });
  });

  it.each([
    [{ operation: 'convert', date: '31.12.2026' }, 'is no ISO 8601 date'],
    [{ operation: 'convert', date: '2026-02-30' }, 'is no ISO 8601 date'],
    [{ operation: 'now', zone: 'Mars/Base' }, 'no IANA time zone'],
    [{ operation: 'now', zone: '__proto__' }, 'no IANA time zone'],
    [{ operation: 'add', date: '2026-01-01' }, 'add needs a duration'],
    [{ operation: 'add', duration: { years: 1e9 } }, 'beyond the years'],
    [{ operation: 'add', duration: { eons: 1 } }, '"eons" is not known'],
    [{ operation: 'guess' }, 'operation must be one of'],
  ])('says what is wrong with %j', async (args, message) => {
    expect(await ask(args)).toEqual({ error: expect.stringContaining(message) as string });
  });
});
