import { waitingTime } from './waiting-time.js';

describe(waitingTime, () => {
  it.each([
    [undefined, undefined, 0],
    [undefined, false, 0],
    [undefined, true, 30_000],
    [undefined, '2s', 2_000],
    ['true', undefined, 30_000],
    ['', undefined, 30_000],
    ['5m', undefined, 300_000],
    ['false', true, 0],
    ['1s', '2s', 1_000],
  ])('holds for ?wait=%s and wait: %j so long: %i ms', (query, body, milliseconds) => {
    expect(waitingTime(query, body)).toBe(milliseconds);
  });

  it.each(['5m1s', '400d', '99999999999999999999d'])(
    'refuses to hold an answer for %s: more than five minutes',
    (wait) => {
      expect(() => waitingTime(wait, undefined)).toThrow('wait must be at most 5m');
    },
  );
});
