import { isHeld, offeredRates, planOf } from './plan.js';

const usual = planOf(false, {});

describe('the plan of a benchmark', () => {
  it('offers shares of what the machine can hold, and rates that are the same everywhere', () => {
    expect(offeredRates(usual, 815, [2_000])).toEqual([
      { name: 'a tenth of capacity', perSecond: 82 },
      { name: 'half of capacity', perSecond: 408 },
      { name: '2000/s', perSecond: 2_000 },
    ]);
  });

  it('offers what was said instead', () => {
    const plan = planOf(false, { rates: [5, 10] });
    expect(offeredRates(plan, 815, [2_000]).map(({ perSecond }) => perSecond)).toEqual([5, 10]);
  });

  it('tells a rate that was held from one that was not', () => {
    expect(isHeld(990, 1_000, 5)).toBe(true);
    expect(isHeld(812, 2_000, 5)).toBe(false);
  });

  it('knows that few arrivals differ by chance', () => {
    expect(isHeld(4.5, 5, 2)).toBe(true);
  });

  it('is what was said, and else the usual', () => {
    expect(planOf(false, { seconds: 10 })).toMatchObject({ runs: 3, seconds: 10 });
    expect(planOf(true, {}).runs).toBe(1);
  });
});
