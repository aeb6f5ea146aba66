import type { Finding } from './finding.js';
import type { Focus } from './focus.js';
import { complete, percentFigure } from './series-findings.js';
import type { PeriodTotal, TableSeries } from './table-facts.js';
import { compared, figure, listed, quarterOf, seasonName, signed } from './wording.js';

/** What the data says of the quarter or the year that the request names; nothing when it names none. */
export function describeNamed(series: TableSeries, { quarter, year }: Focus): Finding[] {
  if (quarter !== undefined) return describeQuarter(series, `Q${quarter}`, year);
  return year === undefined ? [] : [describeYear(series, year)];
}

function describeQuarter(series: TableSeries, name: string, year: string | undefined): Finding[] {
  const found = series.quarters.find(({ quarter }) => quarter === name);
  const years = complete(found?.years ?? []);
  const asked = year === undefined ? years.at(-1) : years.find((each) => yearOf(each) === year);
  if (asked === undefined) {
    return [nothing(`The data has no whole ${name}${year === undefined ? '' : ` of ${year}`}.`)];
  }
  const average = found?.average_yearly_pct ?? null;
  const headline = `${name} ${yearOf(asked)}`;
  const change = against(asked, name);
  return [
    {
      topic: 'named',
      sentence: `${headline} ${series.aggregation === 'mean' ? 'averages' : 'adds up to'} ${figure(asked.total)}${change}.${overYears(years, name, average)}${monthsOf(series, name)}`,
      insight: `${headline}: ${figure(asked.total)}${change}`,
      figures: [
        ...years.map((each) => ({
          name: `${series.value_column} in ${name}`,
          value: each.total,
          period: yearOf(each),
        })),
        ...percentFigure(`${name} against the year before`, asked.change_pct, yearOf(asked)),
        ...percentFigure(`average yearly growth of ${name}`, average),
      ],
    },
  ];
}

function overYears(years: readonly PeriodTotal[], name: string, average: number | null): string {
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || years.length < 2) return '';
  const perYear = average === null ? '' : `, ${signed(average)} a year on average`;
  return ` Over the years ${name} went from ${figure(first.total)} in ${yearOf(first)} to ${figure(last.total)} in ${yearOf(last)}${perYear}.`;
}

function against(total: PeriodTotal, name: string): string {
  const { change_pct: change } = total;
  if (change === null) return '';
  return `, ${compared(change)} ${name} of the year before`;
}

/** The months of a quarter beside the trend, where the season is known by month. */
function monthsOf({ seasonality }: TableSeries, name: string): string {
  const months = (seasonality?.index ?? []).filter(
    ({ season }) => `Q${quarterOf(season) ?? 0}` === name,
  );
  if (months.length === 0) return '';
  const told = months.map(
    ({ season, index }) => `${seasonName(season)} is ${compared((index - 1) * 100)} trend`,
  );
  return ` In it ${listed(told).replaceAll('level with trend', 'on the trend')}.`;
}

function describeYear(series: TableSeries, year: string): Finding {
  const found = series.growth.by_year.find(({ period }) => period === year);
  if (found === undefined) return nothing(`The data has nothing of ${year}.`);
  const change = found.change_pct;
  const part = found.partial === true ? ' so far (the year is not whole)' : '';
  const before = change === null ? '' : `, ${compared(change)} the year before`;
  return {
    topic: 'named',
    sentence: `${year} ${series.aggregation === 'mean' ? 'averages' : 'adds up to'} ${figure(found.total)}${part}${before}.`,
    insight: `${year}: ${figure(found.total)}${before}`,
    figures: [
      { name: `${series.value_column} per year`, value: found.total, period: year },
      ...percentFigure('against the year before', change, year),
    ],
  };
}

function nothing(sentence: string): Finding {
  return { topic: 'named', sentence, figures: [] };
}

/** `1960` of `1960`, `1960-Q3` or `Q3 1960`. */
function yearOf({ period }: PeriodTotal): string {
  return /\d{4}/.exec(period)?.[0] ?? period;
}
