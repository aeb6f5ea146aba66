import { airline, airlineCsv } from './airline.fixture.js';
import { analyzeCsv } from './analyze-csv.js';
import type { CsvReport, CsvSeries } from './csv-report.js';

/*
 * The expected figures are computed here from the bare numbers, by other means than the tool's, or
 * are the published ones: R's decompose(AirPassengers, "multiplicative").
 */
const yearTotals = airline.map((months) => months.reduce((left, right) => left + right));
const quarterTotals = airline.map((months) =>
  [0, 3, 6, 9].map((at) => (months[at] ?? 0) + (months[at + 1] ?? 0) + (months[at + 2] ?? 0)),
);
const percent = (from: number | undefined, to: number | undefined): number =>
  Math.round(((to ?? 0) * 1e6) / (from ?? 1) - 1e6) / 1e4;

describe('the airline passengers', () => {
  let report: CsvReport;
  let series: CsvSeries;

  beforeAll(async () => {
    report = await analyzeCsv(airlineCsv, {});
    if (report.series === undefined) throw new Error('no series was found');
    series = report.series;
  });

  it('are read as 144 months and numbers', () => {
    expect(report).toMatchObject({ rows: 144, delimiter: ',', has_header: true, notes: [] });
    expect(report.columns[0]).toMatchObject({
      name: 'Month',
      type: 'date',
      min: '1949-01',
      max: '1960-12',
    });
    expect(report.columns[1]).toEqual({
      name: 'Passengers',
      type: 'integer',
      count: 144,
      missing: 0,
      distinct: 118,
      min: 104,
      max: 622,
      mean: 280.298611111,
      median: 265.5,
      sum: 40_363,
      stddev: 119.966316943,
    });
  });

  it('are one monthly series without gaps', () => {
    expect(series).toMatchObject({
      date_column: 'Month',
      value_column: 'Passengers',
      aggregation: 'sum',
      frequency: 'monthly',
      analysed_by: 'month',
      points: 144,
      gaps: 0,
      total: 40_363,
      first: { period: '1949-01', value: 112 },
      last: { period: '1960-12', value: 432 },
      peak: { period: '1960-07', value: 622 },
      trough: { period: '1949-11', value: 104 },
    });
  });

  it('grew per year as the sums of twelve months say', () => {
    expect(series.growth.by_year).toEqual(
      yearTotals.map((total, index) => ({
        period: String(1_949 + index),
        total,
        change_pct: index === 0 ? null : percent(yearTotals[index - 1], total),
      })),
    );
    expect(series.growth.average_yearly_pct).toBeCloseTo(
      ((5_714 / 1_520) ** (1 / 11) - 1) * 100,
      4,
    );
    expect(series.growth.latest_vs_previous_pct).toBe(percent(390, 432));
    expect(series.growth.latest_vs_year_before_pct).toBe(percent(405, 432));
  });

  it('grew per quarter as the sums of three months say', () => {
    const all = quarterTotals.flat();

    expect(series.growth.by_quarter).toEqual(
      all.map((total, index) => ({
        period: `${String(1_949 + Math.floor(index / 4))}-Q${String((index % 4) + 1)}`,
        total,
        change_pct: index === 0 ? null : percent(all[index - 1], total),
        year_change_pct: index < 4 ? null : percent(all[index - 4], total),
      })),
    );
  });

  it('grew in every third quarter as the same sums say', () => {
    const thirds = quarterTotals.map((quarters) => quarters[2] ?? 0);

    expect(thirds.slice(-2)).toEqual([1_570, 1_736]);
    expect(series.quarters.map(({ quarter }) => quarter)).toEqual(['Q1', 'Q2', 'Q3', 'Q4']);
    expect(series.quarters[2]?.years).toEqual(
      thirds.map((total, index) => ({
        period: String(1_949 + index),
        total,
        change_pct: index === 0 ? null : percent(thirds[index - 1], total),
      })),
    );
    expect(series.quarters[2]?.average_yearly_pct).toBeCloseTo(
      ((1_736 / 432) ** (1 / 11) - 1) * 100,
      4,
    );
  });

  it('have the season that R finds in them', () => {
    const published = [
      ...[0.9102304, 0.8836253, 1.0073663, 0.975906, 0.981378, 1.1127758],
      ...[1.2265555, 1.219911, 1.0604919, 0.9217572, 0.8011781, 0.8988244],
    ];
    const { seasonality } = series;

    expect(seasonality).toMatchObject({
      period: 'month',
      peak: { season: 'July' },
      trough: { season: 'November' },
      cycles: 11,
    });
    for (const [month, index] of published.entries()) {
      expect(seasonality?.index[month]?.index).toBeCloseTo(index, 5);
    }
    expect(seasonality?.strength).toBeCloseTo(strengthByHand(published), 4);
  });

  it('stand out where Easter moved, March 1960 first', () => {
    expect(series.outliers[0]).toMatchObject({ period: '1960-03', value: 419 });
    expect(series.outliers.every(({ score }) => Math.abs(score) > 3.5)).toBe(true);
    expect(series.outliers.length).toBeLessThan(6);
  });

  it('fit into a short answer', () => {
    expect(JSON.stringify(report).length).toBeLessThan(12_000);
  });
});

/** 1 - Var(ratio - index) / Var(ratio) with the published index, by plain loops. */
function strengthByHand(index: readonly number[]): number {
  const values = airline.flat();
  const ratios: [number, number][] = [];
  for (let at = 6; at < values.length - 6; at += 1) {
    let trend = ((values[at - 6] ?? 0) + (values[at + 6] ?? 0)) / 2;
    for (let near = at - 5; near <= at + 5; near += 1) trend += values[near] ?? 0;
    ratios.push([at % 12, (values[at] ?? 0) / (trend / 12)]);
  }
  const variance = (numbers: number[]): number => {
    const mean = numbers.reduce((left, right) => left + right) / numbers.length;
    return numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
  };
  const rest = ratios.map(([month, ratio]) => ratio - (index[month] ?? 0));
  return 1 - variance(rest) / variance(ratios.map(([, ratio]) => ratio));
}
