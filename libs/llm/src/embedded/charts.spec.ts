import { chartFigures, drawChart } from './charts.js';

const points = (name: string, count: number): { name: string; period: string; value: number }[] =>
  Array.from({ length: count }, (_, index) => ({
    name,
    period: String(2000 + index),
    value: index,
  }));

describe(chartFigures, () => {
  it('draws the figures that belong together, by period', () => {
    expect(chartFigures(points('sales', 3))).toEqual([
      { title: 'sales', type: 'bar', labels: ['2000', '2001', '2002'], values: [0, 1, 2] },
    ]);
  });

  it('draws nothing of too few or too many points, nor of what has no period', () => {
    expect(
      chartFigures([...points('a', 2), ...points('b', 25), { name: 'c', value: 1 }, 'odd', 7]),
    ).toEqual([]);
  });
});

describe(drawChart, () => {
  it('gives the largest value the longest bar', () => {
    const chart = { title: 'sales', type: 'bar', labels: ['a', 'bb'], values: [1, 2] } as const;

    expect(drawChart(chart)).toBe(`sales\na  ${'█'.repeat(15)} 1\nbb ${'█'.repeat(30)} 2`);
  });

  it('draws zeros without bars', () => {
    const chart = { title: 'none', type: 'bar', labels: ['a'], values: [0] } as const;

    expect(drawChart(chart)).toBe('none\na  0');
  });
});
