import type { JsonValue } from '#protocol';
import { airlineReport } from './airline.fixture.js';
import {
  describeGrowth,
  describeOutliers,
  describeRecent,
  describeScope,
  describeSeason,
} from './series-findings.js';
import { readTableFacts, type TableSeries } from './table-facts.js';

function airline(): TableSeries {
  const series = readTableFacts(airlineReport as unknown as JsonValue)?.series;
  if (series === undefined) throw new TypeError('the fixture is no report of a series');
  return series;
}

const outlier = (period: string): TableSeries['outliers'][number] => ({
  period,
  value: 7,
  score: 4,
});

describe(describeOutliers, () => {
  it('names the first five and counts the others', () => {
    const periods = ['1', '2', '3', '4', '5', '6', '7'];

    const { sentence } = describeOutliers({ ...airline(), outliers: periods.map(outlier) });

    expect(sentence).toBe(
      '7 months stand out from trend and season: 1 (7), 2 (7), 3 (7), 4 (7), 5 (7) and 2 more.',
    );
  });
});

describe(describeScope, () => {
  it('does not add up what is averaged', () => {
    const { sentence } = describeScope({ ...airline(), aggregation: 'mean', total: 280.3 });

    expect(sentence).toContain('and averages 280.3.');
  });
});

describe(describeGrowth, () => {
  it('leaves out years that the data covers only in part', () => {
    const series = airline();
    const years = series.growth.by_year.map((year, index) =>
      index === 11 ? { ...year, total: 5, change_pct: null, partial: true } : year,
    );

    const finding = describeGrowth({ ...series, growth: { ...series.growth, by_year: years } });

    expect(finding?.sentence).toContain('to 5,140 in 1959');
    expect(finding?.sentence).toContain('10 of 10 years');
  });

  it('has nothing to say of a single year', () => {
    const series = airline();
    const growth = { ...series.growth, by_year: series.growth.by_year.slice(0, 1) };

    expect(describeGrowth({ ...series, growth })).toBeUndefined();
  });
});

describe(describeSeason, () => {
  it('does not make a season out of noise', () => {
    const { seasonality } = airline();
    if (seasonality === undefined) throw new TypeError('the fixture has no season');

    const finding = describeSeason({
      ...airline(),
      seasonality: { ...seasonality, strength: 0.12 },
    });

    expect(finding?.sentence).toContain('hardly a season');
    expect(finding?.insight).toBe('No marked seasonality');
  });
});

describe(describeRecent, () => {
  it('has nothing to say where nothing can be compared', () => {
    const series = airline();
    const growth = {
      ...series.growth,
      latest_vs_previous_pct: null,
      latest_vs_year_before_pct: null,
    };

    expect(describeRecent({ ...series, growth })).toBeUndefined();
  });
});
