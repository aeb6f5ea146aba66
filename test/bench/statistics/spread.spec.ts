import { ratioOf, spreadOf, tidy } from './spread.js';

describe('several runs', () => {
  it('are told by their median and their range', () => {
    expect(spreadOf([30, 10, 20])).toEqual({ median: 20, min: 10, max: 30 });
    expect(spreadOf([10, 20])).toEqual({ median: 15, min: 10, max: 20 });
    expect(spreadOf([])).toEqual({ median: 0, min: 0, max: 0 });
  });

  it('are compared with the ground of the same run', () => {
    // A machine that was half as fast in the second run changes both alike.
    expect(ratioOf([100, 50, 99], [400, 200, 396])).toBe(0.25);
    expect(ratioOf([100], [])).toBeUndefined();
    expect(ratioOf([100], [0])).toBeUndefined();
  });

  it('show the digits that mean something', () => {
    expect([0.123456, 12.3456, 1234.56, 98765.4].map(tidy)).toEqual([0.123, 12.3, 1235, 98765]);
  });
});
