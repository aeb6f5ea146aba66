import { delayAfter, readRetryAfter } from './schedule.js';

const hour = 3_600_000;

function wholeSchedule(random: number): number[] {
  const delays: number[] = [];
  for (let failed = 1; ; failed += 1) {
    const delay = delayAfter(failed, undefined, random);
    if (delay === undefined) return delays;
    delays.push(delay);
  }
}

const sum = (delays: readonly number[]): number => delays.reduce((all, delay) => all + delay, 0);

describe('The schedule of attempts', () => {
  it('is ten attempts, the second after five seconds', () => {
    expect(wholeSchedule(0)).toHaveLength(9);
    expect(wholeSchedule(0)[0]).toBe(5_000);
  });

  it('makes its last attempt after three days at the earliest, however chance falls', () => {
    expect(sum(wholeSchedule(0))).toBeGreaterThan(72 * hour);
    expect(sum(wholeSchedule(0.999))).toBeLessThan(92 * hour);
  });

  it('spreads attempts that failed together', () => {
    expect(delayAfter(2, undefined, 0.5)).toBe(300_000 * 1.1);
  });

  it('waits as long as the receiver asks, a day at the most', () => {
    expect(delayAfter(1, 120_000, 0)).toBe(120_000);
    expect(delayAfter(3, 1_000, 0)).toBe(1_800_000);
    expect(delayAfter(1, 90 * hour, 0)).toBe(24 * hour);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2025-09-10T15:30:00Z');

  it.each([
    ['120', 120_000],
    ['Wed, 10 Sep 2025 15:31:00 GMT', 60_000],
    ['Wed, 10 Sep 2025 15:00:00 GMT', 0],
    ['soon', undefined],
    [undefined, undefined],
  ])('is seconds or a date: %p', (text, expected) => {
    expect(readRetryAfter(text, now)).toBe(expected);
  });
});
