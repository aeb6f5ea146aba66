import { familyOf, parseStat, type ProcessFigures } from './processes.js';

describe('processes', () => {
  it('are read with any name they give themselves', () => {
    const stat =
      '42 (post (gres) x) S 7 42 42 0 -1 4194560 1 2 3 4 150 50 20 30 20 0 1 0 100 2000000 500';
    expect(parseStat(stat)).toEqual({ parent: 7, name: 'post (gres) x', cpuMicros: 2_500_000 });
  });

  it('belong to whoever started them', () => {
    const of = (parent: number): ProcessFigures => ({ parent, name: 'x', cpuMicros: 0 });
    const all = new Map([
      [1, of(0)],
      [2, of(1)],
      [3, of(2)],
      [4, of(9)],
    ]);
    expect(familyOf(1, all)).toEqual([1, 2, 3]);
  });
});
