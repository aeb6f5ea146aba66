import { planOf, ratesBelow } from './plan.js';

describe('the plan of a benchmark', () => {
  it('offers round rates that leave room below saturation', () => {
    expect(ratesBelow(2_100)).toEqual([100, 250, 500, 1_000]);
    expect(ratesBelow(180)).toEqual([10, 25, 50, 100]);
    expect(ratesBelow(1)).toEqual([]);
  });

  it('is what was said, and else the usual', () => {
    expect(planOf(false, { seconds: 10 })).toMatchObject({ runs: 3, seconds: 10 });
    expect(planOf(true, {}).runs).toBe(1);
  });
});
