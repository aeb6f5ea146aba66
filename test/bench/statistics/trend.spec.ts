import { growthOf, settled, slopeOf } from './trend.js';

describe('values over time', () => {
  it('grow by their slope', () => {
    expect(
      slopeOf([
        [0, 1],
        [1, 3],
        [2, 5],
      ]),
    ).toBeCloseTo(2);
    expect(
      slopeOf([
        [0, 7],
        [60, 7],
      ]),
    ).toBe(0);
    expect(slopeOf([[0, 7]])).toBe(0);
  });

  it('have grown when their last third is more than their middle one', () => {
    const warmsUp = [0, 100, 200, 200, 200, 200].map((y, x): [number, number] => [x, y]);
    expect(growthOf(warmsUp)).toBe(1);
    expect(
      growthOf([
        [0, 0],
        [1, 100],
        [2, 150],
      ]),
    ).toBe(1.5);
    expect(settled(warmsUp).map(([, y]) => y)).toEqual([200, 200, 200, 200]);
  });
});
