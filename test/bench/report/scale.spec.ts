import { linearTicks, logTicks, scaleOf } from './scale.js';

describe('an axis', () => {
  it('holds all values, from 0 on', () => {
    const scale = scaleOf([10, 100], { from: 0, to: 105 }, false);
    expect([0, 10, 100].map(scale.place)).toEqual([0, 10, 100]);
  });

  it('gives every decade the same room when it is logarithmic', () => {
    const { place } = scaleOf([1, 10, 100], { from: 0, to: 100 }, true);
    expect(place(10) - place(1)).toBeCloseTo(place(100) - place(10));
    expect(place(1)).toBeGreaterThan(0);
    expect(place(100)).toBeLessThan(100);
  });

  it('is marked at round values', () => {
    expect(linearTicks(0, 105)).toEqual([0, 50, 100]);
    expect(linearTicks(0, 2.1)).toEqual([0, 0.5, 1, 1.5, 2]);
    expect(logTicks(0.8, 30)).toEqual([1, 2, 5, 10, 20]);
  });
});
