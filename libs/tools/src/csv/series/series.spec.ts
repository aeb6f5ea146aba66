import fc from 'fast-check';
import { analyzeCsv } from '../analyze-csv.js';
import type { CsvQuestion } from '../csv-question.js';
import type { CsvReport, CsvSeries } from '../csv-report.js';

const csv = (header: string, rows: readonly string[]): string => [header, ...rows].join('\n');
const reportOn = (text: string, question: CsvQuestion = {}): Promise<CsvReport> =>
  analyzeCsv(text, question);

async function seriesOf(text: string, question: CsvQuestion = {}): Promise<CsvSeries> {
  const { series } = await reportOn(text, question);
  if (series === undefined) throw new Error('no series was found');
  return series;
}

const pad = (number: number): string => String(number).padStart(2, '0');
/** Rows `YYYY-MM,value`, beginning with a January. */
const months = (year: number, values: readonly (number | string)[]): string[] =>
  values.map(
    (value, at) => `${String(year + Math.floor(at / 12))}-${pad((at % 12) + 1)},${String(value)}`,
  );
/** Rows `YYYY-MM-DD,value` for so many days. */
const days = (first: string, count: number, step = 1): string[] =>
  Array.from({ length: count }, (_, at) => {
    const day = new Date(Date.parse(first) + at * step * 86_400_000);
    return `${day.toISOString().slice(0, 10)},1`;
  });

describe('the rhythm of a series', () => {
  it.each([
    ['months', months(2020, [1, 2, 3, 4]), 'monthly', 'month', 4],
    [
      'the first of each month',
      ['2020-01-01,1', '2020-02-01,2', '2020-03-01,3'],
      'monthly',
      'month',
      3,
    ],
    [
      'the last of each month',
      ['2020-01-31,1', '2020-02-29,2', '2020-03-31,3'],
      'monthly',
      'month',
      3,
    ],
    ['quarters', ['2020-Q1,1', '2020-Q2,2', '2020-Q3,3'], 'quarterly', 'quarter', 3],
    [
      'ends of quarters',
      ['2020-03-31,1', '2020-06-30,2', '2020-09-30,3'],
      'quarterly',
      'quarter',
      3,
    ],
    ['ends of years', ['2018-12-31,1', '2019-12-31,2', '2020-12-31,3'], 'yearly', 'year', 3],
    ['days of a few weeks', days('2020-01-01', 40), 'daily', 'day', 40],
    ['days of a year', days('2020-01-01', 366), 'daily', 'month', 12],
    ['weeks', days('2020-01-06', 52, 7), 'weekly', 'month', 12],
    [
      'any days',
      ['2020-01-01,1', '2020-02-11,1', '2020-02-13,1', '2020-03-30,1', '2020-05-31,1'],
      'irregular',
      'month',
      4,
    ],
  ])('is found in %s', async (_what, rows, frequency, unit, points) => {
    expect(await seriesOf(csv('date,value', rows))).toMatchObject({
      frequency,
      analysed_by: unit,
      points,
    });
  });

  it('reads years in a column of their own, with the month beside them or without', async () => {
    const yearly = await seriesOf(csv('Year,amount', ['2018,10', '2019,20', '2020,40']));
    const numbered = await seriesOf(csv('year,month,passengers', ['2019,12,10', '2020,1,20']));
    const named = await seriesOf(
      csv('year,month,passengers', ['2019,December,10', '2020,January,20']),
    );

    expect(yearly).toMatchObject({
      frequency: 'yearly',
      date_column: 'Year',
      value_column: 'amount',
    });
    expect(yearly.growth.by_year.map(({ change_pct }) => change_pct)).toEqual([null, 100, 100]);
    expect(yearly.growth.average_yearly_pct).toBe(100);
    expect(yearly.growth.latest_vs_previous_pct).toBe(100);
    expect(yearly.growth.by_quarter).toEqual([]);
    expect(yearly.quarters).toEqual([]);
    for (const series of [numbered, named]) {
      expect(series).toMatchObject({
        date_column: 'year, month',
        first: { period: '2019-12', value: 10 },
        last: { period: '2020-01', value: 20 },
      });
    }
  });
});

describe('the columns of a series', () => {
  it.each([
    ['id,date,units,price,revenue', 'revenue', 'sum'],
    ['id,date,units,price,weight', 'units', 'sum'],
    ['id,date,zip,price,weight', 'weight', 'sum'],
    ['id,date,zip,unitPrice,row', 'unitPrice', 'mean'],
    ['id,date,zip,lat,interest_rate', 'interest_rate', 'mean'],
  ])('are chosen from %s', async (header, value, aggregation) => {
    const rows = ['7,2020-01,5,2.5,9', '9,2020-02,6,3.5,7', '8,2020-03,7,4.5,8'];

    expect(await seriesOf(csv(header, rows))).toMatchObject({ value_column: value, aggregation });
  });

  it('are the ones that are asked for', async () => {
    const text = csv('ordered,shipped,a,b', ['2020-01,2021-01,1,2', '2020-02,2021-02,3,4']);

    expect(await seriesOf(text, { date_column: 'Shipped', value_column: 'B' })).toMatchObject({
      date_column: 'shipped',
      value_column: 'b',
      total: 6,
      first: { period: '2021-01' },
    });
    await expect(reportOn(text, { date_column: 'a' })).rejects.toThrow('"a" holds no dates');
    await expect(reportOn(text, { value_column: 'shipped' })).rejects.toThrow(
      '"shipped" holds no numbers',
    );
    await expect(reportOn(text, { value_column: 'c' })).rejects.toThrow('no column "c"');
  });

  it.each([
    ['no dates', csv('a,b', ['x,1', 'y,2'])],
    ['no numbers', csv('d,b', ['2020-01,x', '2020-02,y'])],
    ['only numbers of rows', csv('d,id,', ['2020-01,11,0', '2020-02,12,1', '2020-03,13,2'])],
    ['one period', csv('d,v', ['2020-01,1', '2020-01,2'])],
    ['no rows', 'date,value\n'],
  ])('are not there in a table with %s', async (_what, text) => {
    expect((await reportOn(text)).series).toBeUndefined();
  });
});

describe('the values of a period', () => {
  const rows = [
    '2020-01-05,1.10,5',
    '2020-01-20,2.20,7',
    '2020-02-05,,',
    '2020-03-05,NA,9',
    '2020-03-06,0.1,9',
    '2020-03-07,0.2,9',
    '2020-05-28,3,1',
  ];

  it('are added up, rows without a value left out, months without rows are gaps', async () => {
    const series = await seriesOf(csv('day,amount,x', rows));

    expect(series).toMatchObject({ points: 3, gaps: 2, total: 6.6, frequency: 'irregular' });
    expect(series.first).toEqual({ period: '2020-01', value: 3.3 });
    expect(series.growth.latest_vs_previous_pct).toBeNull();
  });

  it('are averaged over rows where a sum means nothing', async () => {
    const series = await seriesOf(
      csv('day,price', ['2019-12-01,10', '2020-01-01,1', '2020-01-02,2', '2020-02-01,9']),
    );

    expect(series).toMatchObject({ aggregation: 'mean', total: 5.5 });
    expect(series.growth.by_year.map(({ total }) => total)).toEqual([10, 4]);
  });
});

describe('comparisons', () => {
  it('are made only between whole years and quarters', async () => {
    const series = await seriesOf(
      csv(
        'm,v',
        months(2018, [
          ...Array<number>(12).fill(10),
          ...Array<number>(12).fill(20),
          30,
          30,
          30,
          30,
        ]),
      ),
    );

    expect(series.growth.by_year).toEqual([
      { period: '2018', total: 120, change_pct: null },
      { period: '2019', total: 240, change_pct: 100 },
      { period: '2020', total: 120, change_pct: null, partial: true },
    ]);
    expect(series.growth.by_quarter.slice(-2)).toEqual([
      { period: '2020-Q1', total: 90, change_pct: 50, year_change_pct: 50 },
      { period: '2020-Q2', total: 30, change_pct: null, year_change_pct: null, partial: true },
    ]);
    expect(series.quarters[1]?.years.at(-1)).toEqual({
      period: '2020',
      total: 30,
      change_pct: null,
      partial: true,
    });
    expect(series.quarters[1]?.average_yearly_pct).toBe(100);
    expect(series.growth.average_yearly_pct).toBe(100);
    expect(series.growth.latest_vs_year_before_pct).toBe(50);
  });

  it('are not made across a gap or from nothing', async () => {
    const gap = await seriesOf(csv('m,v', [...months(2018, [1, 2, 3]), '2018-05,4', '2018-06,5']));
    const zero = await seriesOf(csv('y,v', ['2018-Q1,0', '2018-Q2,5', '2018-Q3,-5', '2018-Q4,5']));

    expect(gap.gaps).toBe(1);
    expect(gap.growth.by_quarter.map(({ partial }) => partial)).toEqual([undefined, true]);
    expect(zero.growth.by_quarter.map(({ change_pct }) => change_pct)).toEqual([
      null,
      null,
      -200,
      null,
    ]);
  });

  it('leave out months that the rows do not cover', async () => {
    const report = await reportOn(csv('day,v', days('2020-01-15', 150)));

    expect(report.series).toMatchObject({
      frequency: 'daily',
      total: 150,
      points: 4,
      first: { period: '2020-02', value: 29 },
      last: { period: '2020-05', value: 31 },
      trough: { period: '2020-02' },
    });
    expect(report.series?.growth.latest_vs_previous_pct).toBe(3.3333);
    expect(report.notes).toEqual([
      'The daily rows are added up by month.',
      '2020-01 and 2020-06 are not covered whole and left out of comparisons, extremes and season.',
    ]);
  });
});

describe('a year of daily rows', () => {
  it('is whole only if its first and last month are', async () => {
    const series = await seriesOf(csv('day,v', days('2019-01-15', 717)));

    expect(series.last).toEqual({ period: '2020-12', value: 31 });
    expect(series.growth.by_year).toEqual([
      { period: '2019', total: 351, change_pct: null, partial: true },
      { period: '2020', total: 366, change_pct: null },
    ]);
  });
});

describe('the season', () => {
  const pattern = [1.2, 0.8, 1, 1, 0.9, 1.1, 1.3, 0.7, 1, 1, 1, 1];
  const level = (year: number): number[] => pattern.map((factor) => factor * year);

  it('is exactly the one that was put in, on a steady level', async () => {
    const { seasonality } = await seriesOf(
      csv('m,v', months(2018, [...level(100), ...level(100), ...level(100)])),
    );

    expect(seasonality?.index.map(({ index }) => index)).toEqual(pattern);
    expect(seasonality).toMatchObject({
      peak: { season: 'July', index: 1.3 },
      trough: { season: 'August', index: 0.7 },
      strength: 1,
      cycles: 2,
    });
  });

  it('is found by quarter as well', async () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map(
      (at) =>
        `${String(2018 + Math.floor(at / 4))}-Q${String((at % 4) + 1)},${String([80, 100, 100, 120][at % 4])}`,
    );

    expect((await seriesOf(csv('q,v', rows))).seasonality).toMatchObject({
      period: 'quarter',
      index: [
        { season: 'Q1', index: 0.8 },
        { season: 'Q2', index: 1 },
        { season: 'Q3', index: 1 },
        { season: 'Q4', index: 1.2 },
      ],
      strength: 1,
    });
  });

  it('is weak in noise, and none in a straight line', async () => {
    const random = Array.from({ length: 96 }, (_, at) => 100 + (((at * 7_919) % 101) - 50) / 2);
    const noise = await seriesOf(csv('m,v', months(2012, random)));
    const flat = await seriesOf(csv('m,v', months(2018, Array<number>(36).fill(50))));

    expect(noise.seasonality?.strength).toBeLessThan(0.3);
    expect(flat.seasonality?.strength).toBe(0);
  });

  it.each([
    ['below two years', months(2018, level(100).concat(level(100)).slice(0, 23))],
    [
      'where a month never has a value',
      months(2018, [...level(9), ...level(9), ...level(9)]).filter((row) => !row.includes('-06,')),
    ],
    ['around zero', months(2018, [...level(-9), ...level(-9), ...level(-9)])],
  ])('is not computed %s', async (_what, rows) => {
    expect((await seriesOf(csv('m,v', rows))).seasonality).toBeUndefined();
  });

  it('averages 1 and explains between nothing and everything, whatever the values', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 36, maxLength: 60 }),
        async (values) => {
          const { seasonality } = await seriesOf(csv('m,v', months(2010, values)));
          const sum = seasonality?.index.reduce((total, { index }) => total + index, 0);
          expect(sum).toBeCloseTo(12, 4);
          expect(seasonality?.strength).toBeGreaterThanOrEqual(0);
          expect(seasonality?.strength).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('scales with the values and does not care for their unit', async () => {
    const values = Array.from({ length: 48 }, (_, at) => 100 + ((at * 37) % 90));
    const plain = await seriesOf(csv('m,v', months(2018, values)));
    const scaled = await seriesOf(
      csv(
        'm,v',
        months(
          2018,
          values.map((value) => `$${String(value * 1_000)}`),
        ),
      ),
    );

    expect(scaled.seasonality).toEqual(plain.seasonality);
    expect(scaled.growth.average_yearly_pct).toBe(plain.growth.average_yearly_pct);
    expect(scaled.outliers.map(({ period }) => period)).toEqual(
      plain.outliers.map(({ period }) => period),
    );
  });
});

describe('outliers', () => {
  const wave = Array.from({ length: 48 }, (_, at) => 200 + at + 20 * (at % 12) + ((at * 13) % 7));

  it('are what neither trend nor season explains', async () => {
    const values = wave.map((value, at) => (at === 20 ? value * 1.6 : value));

    const { outliers } = await seriesOf(csv('m,v', months(2018, values)));

    expect(outliers[0]).toMatchObject({ period: '2019-09', value: values[20] });
    expect(outliers[0]?.score).toBeGreaterThan(3.5);
  });

  it('are found without a season too, also at the ends', async () => {
    const level = Array.from({ length: 30 }, (_, at) => 100 + (at % 5));

    const { outliers } = await seriesOf(
      csv(
        'd,v',
        level.map((value, at) => `2020-01-${pad(at + 1)},${String(at === 29 ? 500 : value)}`),
      ),
    );

    expect(outliers.map(({ period }) => period)).toEqual(['2020-01-30']);
    expect((await seriesOf(csv('d,v', days('2020-01-01', 30)))).outliers).toEqual([]);
  });
});
