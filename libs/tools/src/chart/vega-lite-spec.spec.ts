import type { Chart } from './chart-schema.js';
import { vegaLiteSpec } from './vega-lite-spec.js';

const chart: Chart = {
  type: 'bar',
  data: [
    { month: 'Jan', sales: 3, region: 'North' },
    { month: 'Feb', sales: 5, region: 'South' },
  ],
  x: 'month',
  y: 'sales',
};
describe(vegaLiteSpec, () => {
  it('puts rows, axes and series where they belong, in the order of the rows', () => {
    expect(vegaLiteSpec({ ...chart, series: 'region', title: 'Sales' })).toMatchObject({
      title: 'Sales',
      data: { values: chart.data },
      mark: { type: 'bar' },
      encoding: {
        x: { field: 'month', type: 'ordinal', sort: null },
        y: { field: 'sales', type: 'quantitative' },
        color: { field: 'region' },
        xOffset: { field: 'region' },
      },
    });
  });

  it.each([
    [[{ t: '2026-01-01', v: 1 }], 'temporal'],
    [[{ t: 7, v: 1 }], 'quantitative'],
    [[{ t: 'Q1', v: 1 }], 'ordinal'],
  ])('takes %j along a line for %s', (data, type) => {
    expect(vegaLiteSpec({ type: 'line', data, x: 't', y: 'v' })).toMatchObject({
      encoding: { x: { type } },
    });
  });

  it('takes a field with dots in its name for a name', () => {
    const data = [{ 'a.b': 1, 'c[0]': 2 }];

    expect(vegaLiteSpec({ type: 'scatter', data, x: 'a.b', y: 'c[0]' })).toMatchObject({
      encoding: { x: { field: 'a\\.b' }, y: { field: 'c\\[0\\]' } },
    });
  });

  it('says which field no row has', () => {
    expect(() => vegaLiteSpec({ ...chart, y: 'price' })).toThrow(
      'no row of the data has a field "price"',
    );
    expect(() => vegaLiteSpec({ ...chart, y: 'toString' })).toThrow('no row');
  });
});
