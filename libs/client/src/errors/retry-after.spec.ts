import { parseRetryAfter } from './retry-after.js';

describe(parseRetryAfter, () => {
  const now = Date.parse('2025-09-10T15:50:00Z');

  it.each([
    ['2', 2_000],
    [' 0 ', 0],
    ['Wed, 10 Sep 2025 15:50:07 GMT', 7_000],
    ['Wed, 10 Sep 2025 15:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('%p: %p', (text, expected) => {
    expect(parseRetryAfter(text, now)).toBe(expected);
  });
});
