import { z } from 'zod';
import { toFieldErrors } from '#protocol';
import { queryLimit, queryList, queryNumber } from './query-parts.js';

describe(queryNumber, () => {
  const options = z.strictObject({
    share: queryNumber(z.number().min(0).max(1)).prefault(0.6),
    limit: queryLimit(20),
  });

  const errorsOf = (query: Readonly<Record<string, unknown>>): unknown =>
    toFieldErrors(options.safeParse(query).error?.issues ?? []);

  it('reads plain decimals, and takes the default for what is not named', () => {
    expect(options.parse({ share: '0.25', limit: '10' })).toEqual({ share: 0.25, limit: 10 });
    expect(options.parse({})).toEqual({ share: 0.6, limit: 20 });
  });

  it.each(['', ' ', '0x10', '1e1', ' 1', '1_0', '+1', '.5', 'Infinity', ['1', '2']])(
    'refuses %j by the name of its field',
    (text) => {
      const message = 'must be a number in plain decimals, such as 10 or 0.5';
      const error = { rule: 'decimal', message };
      expect(errorsOf({ share: text, limit: text })).toEqual([
        { field: 'share', ...error },
        { field: 'limit', ...error },
      ]);
    },
  );

  it('holds a number to its bounds', () => {
    expect(errorsOf({ share: '-1', limit: '101' })).toEqual([
      { field: 'share', rule: 'minimum', message: 'must be at least 0' },
      { field: 'limit', rule: 'maximum', message: 'must be at most 100' },
    ]);
    expect(errorsOf({ limit: '1.5' })).toMatchObject([
      { field: 'limit', message: 'must be a whole number' },
    ]);
  });
});

describe(queryList, () => {
  const list = queryList(z.string().regex(/^[a-z]+$/), 2);

  it('reads words between commas', () => {
    expect(list.parse('one, two')).toEqual(['one', 'two']);
  });

  it.each(['', ',', 'one,', 'A B', 'one,two,three'])('refuses %j', (text) => {
    expect(list.safeParse(text).success).toBe(false);
  });
});
