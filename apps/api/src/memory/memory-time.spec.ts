import { ProtocolError } from '#protocol';
import { endOf, readTime, startOf } from './memory-time.js';

/** The field that is complained about. */
function complaint(terms: Parameters<typeof readTime>[0]): unknown {
  try {
    readTime(terms);
  } catch (error) {
    if (error instanceof ProtocolError) return error.details;
  }
  throw new Error('Nothing was complained about.');
}

describe(readTime, () => {
  it('means what holds now, and all that ever held', () => {
    expect(readTime({ temporal_filter: 'current' })).toBeUndefined();
    expect(readTime({ temporal_filter: 'all' })).toBe('all');
    const as_of = '2026-01-01T00:00:00Z';
    expect(readTime({ temporal_filter: 'as_of', as_of })).toEqual({ asOf: as_of });
  });

  it('takes days from their beginning to their end, and instants as they are', () => {
    const range = (start_date?: string, end_date?: string): unknown =>
      readTime({ temporal_filter: 'date_range', start_date, end_date });
    expect(range('2026-01-01', '2026-01-31')).toEqual({
      from: '2026-01-01T00:00:00Z',
      to: '2026-01-31T23:59:59.999999Z',
    });
    expect(range('2026-01-01T12:00:00+02:00')).toEqual({
      from: '2026-01-01T12:00:00+02:00',
      to: undefined,
    });
    expect(range('2026-01-01', '2026-01-01')).toBeDefined();
  });

  it('refuses an instant that the filter does not look at, instead of passing it over', () => {
    const day = '2026-01-01';
    const as_of = '2026-01-01T00:00:00Z';
    expect(complaint({ temporal_filter: 'current', as_of })).toMatchObject({
      errors: [{ field: 'as_of', message: 'is of temporal_filter as_of, and this one is current' }],
    });
    expect(complaint({ temporal_filter: 'all', start_date: day })).toMatchObject({
      errors: [{ field: 'start_date', rule: 'conflict' }],
    });
    expect(complaint({ temporal_filter: 'as_of', as_of, end_date: day })).toMatchObject({
      errors: [{ field: 'end_date', rule: 'conflict' }],
    });
  });

  it('names what is missing or the wrong way round', () => {
    expect(complaint({ temporal_filter: 'as_of' })).toMatchObject({ errors: [{ field: 'as_of' }] });
    const message =
      'or end_date must be given, or both, with temporal_filter date_range: a day such as 2030-01-01, or an instant';
    expect(complaint({ temporal_filter: 'date_range' })).toEqual({
      errors: [{ field: 'start_date', rule: 'required', message }],
    });
    const dates = { start_date: '2026-02-01', end_date: '2026-01-01' };
    expect(complaint({ temporal_filter: 'date_range', ...dates })).toMatchObject({
      errors: [{ field: 'end_date', rule: 'range' }],
    });
  });
});

describe('what a day means to an entity', () => {
  it('begins with its first moment and ends with its last', () => {
    expect([startOf('2026-01-01'), endOf('2026-01-01')]).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T23:59:59.999999Z',
    ]);
  });

  it('leaves instants as they are, and what is not said unsaid', () => {
    const instant = '2026-01-01T12:00:00+02:00';
    expect([startOf(instant), endOf(instant)]).toEqual([instant, instant]);
    expect([startOf(undefined), endOf(undefined)]).toEqual([undefined, undefined]);
  });
});
