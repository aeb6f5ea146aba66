import fc from 'fast-check';
import { Histogram } from './histogram.js';

function of(...values: number[]): Histogram {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  return histogram;
}

describe('a histogram', () => {
  it('tells any percentile of what it was told, within 1 %', () => {
    const durations = fc.array(fc.double({ min: 0.001, max: 600_000, noNaN: true }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(durations, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const exact = values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0;
        expect(Math.abs(of(...values).percentile(share) - exact) / exact).toBeLessThan(0.01);
      }),
    );
  });

  it('is the same after it has travelled', () => {
    const histogram = of(1, 2, 3, 400);
    const arrived = Histogram.from(histogram.toData());
    expect([arrived.count, arrived.percentile(0.5), arrived.max]).toEqual([
      histogram.count,
      histogram.percentile(0.5),
      histogram.max,
    ]);
  });

  it('takes over another one', () => {
    const all = of(1, 1, 1);
    all.merge(of(100));
    expect(all.count).toBe(4);
    expect(all.max).toBeCloseTo(100, -1);
    expect(all.percentile(0.75)).toBeCloseTo(1, 1);
  });

  it('knows nothing of what never happened', () => {
    expect([of().count, of().percentile(0.99), of().max]).toEqual([0, 0, 0]);
  });
});
