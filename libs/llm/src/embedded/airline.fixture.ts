/*
 * The monthly airline passengers of Box and Jenkins (series G), 1949 to 1960, in thousands, and what
 * a table tool reports of them, computed here on its own: the specs must not trust the tool.
 */
const passengers = [
  [112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118],
  [115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140],
  [145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166],
  [171, 180, 193, 181, 183, 218, 230, 242, 209, 191, 172, 194],
  [196, 196, 236, 235, 229, 243, 264, 272, 237, 211, 180, 201],
  [204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229],
  [242, 233, 267, 269, 270, 315, 364, 347, 312, 274, 237, 278],
  [284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271, 306],
  [315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336],
  [340, 318, 362, 348, 363, 435, 491, 505, 404, 359, 310, 337],
  [360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405],
  [417, 391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432],
] as const;

const firstYear = 1949;
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const change = (now: number, before: number | undefined): number | null =>
  before === undefined ? null : (now / before - 1) * 100;
const perYear = (totals: readonly number[]): number =>
  (((totals.at(-1) ?? 1) / (totals[0] ?? 1)) ** (1 / (totals.length - 1)) - 1) * 100;
const twoDigits = (value: number): string => String(value).padStart(2, '0');

const points = passengers.flatMap((year, index) =>
  year.map((value, month) => ({ period: `${firstYear + index}-${twoDigits(month + 1)}`, value })),
);
const values = points.map(({ value }) => value);

/** The series as a CSV file. */
export const airlineCsv = [
  'Month,Passengers',
  ...points.map(({ period, value }) => `${period},${value}`),
].join('\n');

export const yearTotals = passengers.map((year) => sum(year));
export const thirdQuarters = passengers.map((year) => sum(year.slice(6, 9)));
export const averageGrowth = perYear(yearTotals);
export const thirdQuarterGrowth = perYear(thirdQuarters);

/** Ratio to the centred moving average over twelve months, averaged per month, scaled to a mean of 1. */
export const seasonIndex = seasonOf();

function seasonOf(): number[] {
  const ratios = values.map((value, at) => {
    const window = values.slice(at - 6, at + 7);
    if (at < 6 || window.length < 13) return undefined;
    const trend = (sum(window) - (window[0] ?? 0) / 2 - (window[12] ?? 0) / 2) / 12;
    return value / trend;
  });
  const means = Array.from({ length: 12 }, (_, month) =>
    mean(ratios.filter((ratio, at) => at % 12 === month && ratio !== undefined) as number[]),
  );
  return means.map((ratio) => ratio / mean(means));
}

const totalsBy = (totals: readonly number[], name: (year: number) => string): object[] =>
  totals.map((total, index) => ({
    period: name(firstYear + index),
    total,
    change_pct: change(total, totals[index - 1]),
  }));

const seasons = seasonIndex.map((index, month) => ({ season: twoDigits(month + 1), index }));
const byIndex = seasons.toSorted((left, right) => right.index - left.index);
const byValue = points.toSorted((left, right) => right.value - left.value);

/** What the table tool reports of the series. */
export const airlineReport = {
  rows: 144,
  delimiter: ',',
  has_header: true,
  column_count: 2,
  columns: [
    {
      name: 'Month',
      type: 'date',
      count: 144,
      missing: 0,
      distinct: 144,
      min: '1949-01',
      max: '1960-12',
    },
    {
      name: 'Passengers',
      type: 'integer',
      count: 144,
      missing: 0,
      distinct: new Set(values).size,
      min: 104,
      max: 622,
      mean: mean(values),
      sum: sum(values),
    },
  ],
  sample: [],
  series: {
    date_column: 'Month',
    value_column: 'Passengers',
    aggregation: 'sum',
    frequency: 'monthly',
    analysed_by: 'month',
    points: 144,
    gaps: 0,
    total: sum(values),
    first: points[0],
    last: points.at(-1),
    peak: byValue[0],
    trough: byValue.at(-1),
    growth: {
      by_year: totalsBy(yearTotals, String),
      by_quarter: [],
      latest_vs_previous_pct: change(432, 390),
      latest_vs_year_before_pct: change(432, 405),
      average_yearly_pct: averageGrowth,
    },
    quarters: [1, 2, 3, 4].map((quarter) => {
      const totals = passengers.map((year) => sum(year.slice(quarter * 3 - 3, quarter * 3)));
      return {
        quarter: `Q${quarter}`,
        years: totalsBy(totals, (year) => `${year}-Q${quarter}`),
        average_yearly_pct: perYear(totals),
      };
    }),
    seasonality: {
      period: 'month',
      index: seasons,
      peak: byIndex[0],
      trough: byIndex.at(-1),
      strength: 0.94,
      cycles: 11,
    },
    outliers: [],
  },
  notes: [],
};
