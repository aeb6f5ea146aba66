import { holdOf } from './send-message.js';

describe(holdOf, () => {
  it.each([
    [undefined, 0],
    [false, 0],
    [true, 300_000],
    ['30s', 30_000],
    ['1m30s', 90_000],
    ['200ms', 200],
    ['2h', 300_000],
  ])('%p holds for %p ms', (wait, expected) => {
    expect(holdOf(wait)).toBe(expected);
  });
});
