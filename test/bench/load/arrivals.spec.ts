import { poissonArrivals, randomOf } from './arrivals.js';

function first(count: number, perSecond: number, seed: number): number[] {
  const arrivals = poissonArrivals(perSecond, seed);
  return Array.from({ length: count }, () => arrivals.next().value);
}

describe('arrivals of an open loop', () => {
  it('are the same for the same seed and others for another', () => {
    expect(first(50, 100, 7)).toEqual(first(50, 100, 7));
    expect(first(50, 100, 7)).not.toEqual(first(50, 100, 8));
  });

  it('come in order and at the rate asked for', () => {
    const arrivals = first(20_000, 500, 1);
    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
    expect((20_000 / (arrivals.at(-1) ?? 0)) * 1_000).toBeCloseTo(500, -1);
  });

  it('are as irregular as a Poisson process: the gaps spread as much as they are long', () => {
    const arrivals = first(20_000, 500, 2);
    const gaps = arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
    expect(Math.sqrt(variance) / mean).toBeCloseTo(1, 1);
  });

  it('are drawn from numbers that fill the range from 0 to 1 evenly', () => {
    const random = randomOf(3);
    const numbers = Array.from({ length: 10_000 }, random);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, number) => sum + number, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});
