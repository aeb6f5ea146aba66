import fc from 'fast-check';
import { ToolFault } from '../../tool.errors.js';
import { readTable } from '../table/read-table.js';
import type { TypedColumn } from '../table/column.js';
import { describeColumn } from './describe-column.js';
import { filterRows } from './filter-rows.js';
import { groupRows } from './group-rows.js';
import {
  changePercent,
  ExactSum,
  medianOf,
  sampleDeviation,
  sumOf,
  yearlyPercent,
} from './statistics.js';

const table = [
  'date,region,units,price,note',
  '2020-01-05,North,3,$1.10,',
  '2020-02-07,South,NA,$2.20,x',
  '2020-02-20,north,5,$0.30,x',
  '2021-03-01,South,7,$4.40,y',
  ',East,,n/a,',
].join('\n');
const columns = async (text = table): Promise<readonly TypedColumn[]> =>
  (await readTable(text, {})).columns;
const named = async (name: string): Promise<TypedColumn> =>
  (await columns()).find((column) => column.name === name) ?? raise(name);
const raise = (name: string): never => {
  throw new Error(name);
};

describe(ExactSum, () => {
  it('loses nothing', () => {
    expect(sumOf(Array<number>(10).fill(0.1)).total).toBe(1);
    expect(sumOf([1e16, 1, -1e16]).total).toBe(1);
    expect(sumOf([1, 1e100, 1, -1e100]).total).toBe(2);
  });

  it('adds up what others have added', () => {
    const sum = sumOf([0.1, 0.2])
      .include(sumOf([0.3, 1e16]))
      .include(sumOf([-1e16]));

    expect(sum.total).toBeCloseTo(0.6, 15);
    expect(sum.count).toBe(5);
  });

  it('is exact for cents, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1e9, max: 1e9 }), { maxLength: 200 }), (cents) => {
        const whole = cents.reduce((left, right) => left + right, 0);
        const sum = sumOf(cents.map((cent) => cent / 100)).total;
        expect(Math.round(sum * 100)).toBe(whole);
        expect(Math.abs(sum - whole / 100)).toBeLessThan(1e-6);
      }),
    );
  });
});

describe('the figures', () => {
  it('are those of the textbooks', () => {
    expect(medianOf([3, 1, 2])).toBe(2);
    expect(medianOf([4, 1, 2, 3])).toBe(2.5);
    expect(medianOf([])).toBeNaN();
    expect(sampleDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.138089935299395, 12);
    expect(sampleDeviation([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBe(1);
    expect(sampleDeviation([5])).toBeUndefined();
    expect(changePercent(80, 100)).toBe(25);
    expect(changePercent(0, 5)).toBeNull();
    expect(changePercent(-5, 5)).toBeNull();
    expect(changePercent(undefined, 5)).toBeNull();
    expect(yearlyPercent(100, 121, 2)).toBe(10);
    expect(yearlyPercent(100, 0, 2)).toBeNull();
  });
});

describe(describeColumn, () => {
  it('tells numbers by range, middle, sum and spread', async () => {
    expect(describeColumn(await named('units'))).toEqual({
      name: 'units',
      type: 'integer',
      count: 3,
      missing: 2,
      distinct: 3,
      min: 3,
      max: 7,
      mean: 5,
      median: 5,
      sum: 15,
      stddev: 2,
    });
    expect(describeColumn(await named('price'))).toMatchObject({
      unit: '$',
      sum: 8,
      mean: 2,
      count: 4,
    });
  });

  it('tells texts by what is frequent, dates by first and last', async () => {
    expect(describeColumn(await named('note'))).toEqual({
      name: 'note',
      type: 'text',
      count: 3,
      missing: 2,
      distinct: 2,
      top: [
        { value: 'x', count: 2 },
        { value: 'y', count: 1 },
      ],
    });
    expect(describeColumn(await named('date'))).toMatchObject({
      min: '2020-01-05',
      max: '2021-03-01',
      distinct: 4,
    });
  });

  it('tells nothing of a column without values', async () => {
    const [column] = await columns('a,b\n,1\n,2\n');

    expect(column && describeColumn(column)).toEqual({
      name: 'a',
      type: 'empty',
      count: 0,
      missing: 2,
      distinct: 0,
    });
  });
});

describe(filterRows, () => {
  const rowsWith = async (
    column: string,
    op: string,
    value: string | number | boolean,
  ): Promise<unknown> => {
    const kept = filterRows(await columns(), [{ column, op: op as 'eq', value }]);
    return kept.find(({ name }) => name === 'region')?.values;
  };

  it.each([
    ['region', 'eq', 'NORTH', ['North', 'north']],
    ['region', 'ne', 'north', ['South', 'South', 'East']],
    ['region', 'contains', 'ou', ['South', 'South']],
    ['units', 'gte', 5, ['north', 'South']],
    ['units', 'lt', '5', ['North']],
    ['units', 'ne', 5, ['North', 'South', 'South', 'East']],
    ['PRICE', 'gt', '$1.10', ['South', 'South']],
    ['date', 'eq', '2020', ['North', 'South', 'north']],
    ['date', 'eq', 2021, ['South']],
    ['date', 'eq', '2020-02', ['South', 'north']],
    ['date', 'lte', '2020-Q1', ['North', 'South', 'north']],
    ['date', 'gt', '2020-02-07', ['north', 'South']],
    ['date', 'gte', 'Feb 2020', ['South', 'north', 'South']],
  ])('keeps the rows where %s %s %j', async (column, op, value, regions) => {
    expect(await rowsWith(column, op, value)).toEqual(regions);
  });

  it('asks for what the column can hold', async () => {
    await expect(rowsWith('units', 'gt', 'many')).rejects.toThrow(
      'holds numbers and "many" is none',
    );
    await expect(rowsWith('date', 'gt', 'soon')).rejects.toThrow('holds dates and "soon" is none');
    await expect(rowsWith('other', 'eq', 1)).rejects.toThrow(
      'there is no column "other"; the columns are: date, region, units, price, note',
    );
  });
});

describe(groupRows, () => {
  it('sums up every group, the largest first', async () => {
    const groups = groupRows(
      await columns('r,v\na,1\nb,10\na,2\nb,\nc,\n'),
      ['r'],
      [
        { column: 'v', function: 'sum' },
        { column: 'v', function: 'mean' },
        { column: 'v', function: 'median' },
        { column: 'v', function: 'min' },
        { column: 'v', function: 'max' },
        { column: 'v', function: 'count' },
      ],
    );

    expect(groups).toEqual({
      by: ['r'],
      total_groups: 3,
      groups: [
        {
          key: { r: 'b' },
          count: 2,
          values: { sum_v: 10, mean_v: 10, median_v: 10, min_v: 10, max_v: 10, count_v: 1 },
        },
        {
          key: { r: 'a' },
          count: 2,
          values: { sum_v: 3, mean_v: 1.5, median_v: 1.5, min_v: 1, max_v: 2, count_v: 2 },
        },
        {
          key: { r: 'c' },
          count: 1,
          values: {
            sum_v: null,
            mean_v: null,
            median_v: null,
            min_v: null,
            max_v: null,
            count_v: 0,
          },
        },
      ],
    });
  });

  it('groups by several columns and by dates', async () => {
    const groups = groupRows(
      await columns('d,r\n2020-01,x\n2020-01,x\n2020-02,\n'),
      ['d', 'R'],
      [],
    );

    expect(groups.groups).toEqual([
      { key: { d: '2020-01', r: 'x' }, count: 2, values: {} },
      { key: { d: '2020-02', r: null }, count: 1, values: {} },
    ]);
  });

  it('lists fifty and counts all', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => `g${String(index)},${String(index)}`);
    const groups = groupRows(
      await columns(['g,v', ...rows].join('\n')),
      ['g'],
      [{ column: 'v', function: 'sum' }],
    );

    expect(groups.total_groups).toBe(200);
    expect(groups.groups).toHaveLength(50);
    expect(groups.groups[0]?.key).toEqual({ g: 'g199' });
  });

  it('adds up only numbers', async () => {
    const all = await columns();

    expect(() => groupRows(all, ['region'], [{ column: 'note', function: 'sum' }])).toThrow(
      ToolFault,
    );
    expect(
      groupRows(all, ['region'], [{ column: 'note', function: 'count' }]).groups[0]?.values,
    ).toEqual({ count_note: 2 });
  });
});
