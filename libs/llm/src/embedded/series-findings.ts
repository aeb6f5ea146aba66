import type { Figure, Finding } from './finding.js';
import type { PeriodTotal, TableSeries } from './table-facts.js';
import { compared, counted, figure, listed, seasonName, signed } from './wording.js';

/** How far the figures reach. */
export function describeScope(series: TableSeries): Finding {
  const { value_column: name, first, last, total, aggregation } = series;
  const sum = aggregation === 'mean' ? 'averages' : 'adds up to';
  return {
    topic: 'scope',
    sentence: `${name} has ${counted(series.points, `${rhythms[series.analysed_by] ?? ''}value`)} from ${first.period} to ${last.period} and ${sum} ${figure(total)}.`,
    figures: [
      { name: aggregation === 'mean' ? `average ${name}` : `total ${name}`, value: total },
      { name, value: first.value, period: first.period },
      { name, value: last.value, period: last.period },
    ],
  };
}

/** From the first whole year to the last, and how steadily. */
export function describeGrowth(series: TableSeries): Finding | undefined {
  const years = complete(series.growth.by_year);
  const [first, last] = [years[0], years.at(-1)];
  if (first === undefined || last === undefined || years.length < 2) return undefined;
  const rising = years.filter(({ change_pct: change }) => (change ?? 0) > 0).length;
  const compared = years.filter(({ change_pct: change }) => change !== null);
  const average = series.growth.average_yearly_pct;
  const perYear = average === null ? '' : `, ${signed(average)} a year on average`;
  const steady = `it rose in ${rising} of ${compared.length} years`;
  return {
    topic: 'growth',
    sentence: `Per year it went from ${figure(first.total)} in ${first.period} to ${figure(last.total)} in ${last.period}${perYear}; ${steady}${extremes(compared)}.`,
    insight: `Growth${average === null ? '' : `: ${signed(average)} a year on average`} (${first.period} to ${last.period}), up in ${rising} of ${compared.length} years`,
    figures: [
      ...years.map(({ period, total }) => ({
        name: `${series.value_column} per year`,
        value: total,
        period,
      })),
      ...percentFigure('average yearly growth', average),
    ],
  };
}

function extremes(years: readonly PeriodTotal[]): string {
  if (years.length < 3) return '';
  const sorted = years.toSorted((left, right) => (right.change_pct ?? 0) - (left.change_pct ?? 0));
  const told = [sorted[0], sorted.at(-1)].map(
    (year) => `${signed(year?.change_pct ?? 0)} in ${year?.period ?? ''}`,
  );
  return `, between ${told.toReversed().join(' and ')}`;
}

/** Where it stands now. */
export function describeRecent(series: TableSeries): Finding | undefined {
  const { last, growth, analysed_by: unit } = series;
  const { latest_vs_previous_pct: step, latest_vs_year_before_pct: year } = growth;
  const told = [
    ...(year === null ? [] : [`${compared(year)} the year before`]),
    ...(step === null ? [] : [`${compared(step)} the ${unit} before`]),
  ];
  if (told.length === 0) return undefined;
  return {
    topic: 'recent',
    sentence: `The latest ${unit}, ${last.period}, has ${figure(last.value)}: ${listed(told)}.`,
    insight: `Latest ${unit} ${last.period}: ${figure(last.value)}, ${told[0] ?? ''}`,
    figures: [
      ...percentFigure('against the year before', year, last.period),
      ...percentFigure(`against the ${unit} before`, step, last.period),
    ],
  };
}

/** The highest and the lowest. */
export function describePeak({
  peak,
  trough,
  analysed_by: unit,
  value_column,
}: TableSeries): Finding {
  return {
    topic: 'peak',
    sentence: `The highest ${unit} is ${peak.period} with ${figure(peak.value)}, the lowest ${trough.period} with ${figure(trough.value)}.`,
    insight: `Peak: ${peak.period} with ${figure(peak.value)}`,
    figures: [
      { name: `highest ${value_column}`, value: peak.value, period: peak.period },
      { name: `lowest ${value_column}`, value: trough.value, period: trough.period },
    ],
  };
}

/** An index explains less than this part: it is no season worth the name. */
const weakest = 0.3;

/** What repeats every year. */
export function describeSeason({ seasonality }: TableSeries): Finding | undefined {
  if (seasonality === undefined) return undefined;
  const { peak, trough, strength } = seasonality;
  const [high, low] = [offTrend(peak.index), offTrend(trough.index)];
  const names = [seasonName(peak.season), seasonName(trough.season)];
  const figures = seasonality.index.map(({ season, index }) => ({
    name: 'seasonal index',
    value: index,
    period: seasonName(season),
  }));
  const share = `${(strength * 100).toFixed(0)} %`;
  if (strength < weakest) {
    return {
      topic: 'season',
      sentence: `There is hardly a season: what repeats every year explains ${share} of the ups and downs around the trend.`,
      insight: 'No marked seasonality',
      figures,
    };
  }
  return {
    topic: 'season',
    sentence: `The same season returns every year: strongest in ${names[0] ?? ''}, ${high} the trend, weakest in ${names[1] ?? ''}, ${low} it; this pattern explains ${share} of the ups and downs around the trend.`,
    insight: `Season: ${names[0] ?? ''} ${high} trend, ${names[1] ?? ''} ${low}`,
    figures: [...figures, { name: 'strength of the season', value: strength }],
  };
}

function offTrend(index: number): string {
  return compared((index - 1) * 100);
}

const mostOutliers = 5;

/** What neither trend nor season explains. */
export function describeOutliers({ outliers, analysed_by: unit }: TableSeries): Finding {
  if (outliers.length === 0) {
    return {
      topic: 'outlier',
      sentence: `No ${unit} stands out from trend and season.`,
      figures: [],
    };
  }
  const named = outliers
    .slice(0, mostOutliers)
    .map(({ period, value }) => `${period} (${figure(value)})`);
  const more = outliers.length - named.length;
  const shown = more > 0 ? [...named, `${more} more`] : named;
  const verb = outliers.length === 1 ? 'stands' : 'stand';
  return {
    topic: 'outlier',
    sentence: `${counted(outliers.length, unit)} ${verb} out from trend and season: ${listed(shown)}.`,
    insight: `Unusual: ${listed(shown)}`,
    figures: outliers.map(({ period, value }) => ({ name: 'outlier', value, period })),
  };
}

/** Years or quarters that the data covers whole; only these are compared. */
export function complete(totals: readonly PeriodTotal[]): readonly PeriodTotal[] {
  return totals.filter(({ partial }) => partial !== true);
}

export function percentFigure(name: string, value: number | null, period?: string): Figure[] {
  if (value === null) return [];
  return [{ name, value, unit: '%', ...(period !== undefined && { period }) }];
}

const rhythms: Readonly<Record<string, string>> = {
  day: 'daily ',
  month: 'monthly ',
  quarter: 'quarterly ',
  year: 'yearly ',
};
