import type { JsonValue } from '#protocol';

/** `integer` and `number` are summed, `date` is ordered, `boolean` and `text` are counted. */
type CsvColumnType = 'integer' | 'number' | 'date' | 'boolean' | 'text' | 'empty';

/** A value of a column and the rows that hold it. */
export interface CsvValueCount {
  readonly value: JsonValue;
  readonly count: number;
}

/** One column in figures. Numbers are rounded to 12 significant digits. */
export interface CsvColumn {
  readonly name: string;
  readonly type: CsvColumnType;
  /** `$`, `€`, `%`, … when the cells carry one. */
  readonly unit?: string;
  /** Rows with a value of the type. */
  readonly count: number;
  /** Rows without a value: empty, `NA`, `null`, … */
  readonly missing: number;
  /** Rows whose cell does not fit the type; left out of the figures. Absent when there are none. */
  readonly invalid?: number;
  readonly distinct: number;
  /** Of numbers and dates. */
  readonly min?: JsonValue;
  readonly max?: JsonValue;
  readonly mean?: number;
  readonly median?: number;
  readonly sum?: number;
  /** Of the sample: divided by n - 1. Absent below two values. */
  readonly stddev?: number;
  /** Most frequent first; only where values repeat. */
  readonly top?: readonly CsvValueCount[];
}

/** The rows that share the values of the `group_by` columns. */
export interface CsvGroup {
  readonly key: Readonly<Record<string, JsonValue>>;
  readonly count: number;
  /** By `<function>_<column>`, such as `sum_sales`. `null` when no row has a value. */
  readonly values: Readonly<Record<string, number | null>>;
}

export interface CsvGroups {
  readonly by: readonly string[];
  /** All groups; `groups` may hold fewer. */
  readonly total_groups: number;
  /** Largest first, by the first aggregate. */
  readonly groups: readonly CsvGroup[];
}

export type CsvFrequency = 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'irregular';

/** `1960-07-04`, `1960-07`, `1960-Q3` or `1960`, as the frequency demands. */
export interface CsvPeriodValue {
  readonly period: string;
  readonly value: number;
}

/** A year or quarter and its change against the one before; `null` where that is not comparable. */
export interface CsvPeriodTotal {
  readonly period: string;
  readonly total: number;
  /** Percent against the previous period. */
  readonly change_pct: number | null;
  /** The data covers only part of the period, so its total is not compared. */
  readonly partial?: true;
}

export interface CsvQuarterTotal extends CsvPeriodTotal {
  /** Percent against the same quarter a year earlier. */
  readonly year_change_pct: number | null;
}

/** One quarter of the year over the years. */
export interface CsvNamedQuarter {
  readonly quarter: 'Q1' | 'Q2' | 'Q3' | 'Q4';
  /** `change_pct` is against the same quarter of the year before. */
  readonly years: readonly CsvPeriodTotal[];
  /** Compound growth per year, from the first to the last complete one. */
  readonly average_yearly_pct: number | null;
}

export interface CsvGrowth {
  readonly by_year: readonly CsvPeriodTotal[];
  readonly by_quarter: readonly CsvQuarterTotal[];
  /** The last period of the series against the one right before it. */
  readonly latest_vs_previous_pct: number | null;
  /** The last period of the series against the same one a year earlier. */
  readonly latest_vs_year_before_pct: number | null;
  /** Compound growth per year, from the first to the last complete year. */
  readonly average_yearly_pct: number | null;
}

/** A month or quarter of the year; `index` 1.2 is 20 % above the trend. */
export interface CsvSeason {
  readonly season: string;
  readonly index: number;
}

/**
 * The pattern that repeats every year, by the classical multiplicative decomposition: each value is
 * divided by the moving average over the year around it, the mean of these ratios is taken per
 * month (or quarter), and the means are scaled so that they average 1.
 */
export interface CsvSeasonality {
  readonly period: 'month' | 'quarter';
  readonly index: readonly CsvSeason[];
  readonly peak: CsvSeason;
  readonly trough: CsvSeason;
  /** 0 to 1: the part of the ratios' variance that the index explains. */
  readonly strength: number;
  /** Yearly cycles that the index is computed from. */
  readonly cycles: number;
}

/** A period that neither trend nor season explains. */
export interface CsvOutlier extends CsvPeriodValue {
  /** Robust z-score (0.6745 × deviation / MAD) of the remainder; beyond ±3.5 counts. */
  readonly score: number;
}

/** A column of numbers along a column of dates. */
export interface CsvSeries {
  readonly date_column: string;
  readonly value_column: string;
  /** How the values of one period are brought together: `mean` for rates, prices and the like. */
  readonly aggregation: 'sum' | 'mean';
  /** Of the rows. Daily, weekly and irregular rows are analysed by month. */
  readonly frequency: CsvFrequency;
  /** What the periods in `first`, `last`, `peak`, `trough` and `outliers` are. */
  readonly analysed_by: 'day' | 'month' | 'quarter' | 'year';
  /** Periods with a value. */
  readonly points: number;
  /** Periods between the first and the last without one. */
  readonly gaps: number;
  /** Of all values; their mean where `aggregation` is `mean`. */
  readonly total: number;
  readonly first: CsvPeriodValue;
  readonly last: CsvPeriodValue;
  readonly peak: CsvPeriodValue;
  readonly trough: CsvPeriodValue;
  readonly growth: CsvGrowth;
  /** Q1 to Q4, each over the years. Empty for yearly data. */
  readonly quarters: readonly CsvNamedQuarter[];
  /** Absent below two whole years, or when there is no pattern to compute. */
  readonly seasonality?: CsvSeasonality;
  readonly outliers: readonly CsvOutlier[];
}

/** What `csv_parser` finds in a table. Less than 64 KB; `notes` say what was left out and why. */
export interface CsvReport {
  /** Data rows, after `filter`. */
  readonly rows: number;
  /** Data rows before `filter`; absent without one. */
  readonly rows_read?: number;
  readonly delimiter: string;
  readonly has_header: boolean;
  readonly column_count: number;
  readonly columns: readonly CsvColumn[];
  /** The first rows, by column name. */
  readonly sample: readonly Readonly<Record<string, JsonValue>>[];
  readonly groups?: CsvGroups;
  readonly series?: CsvSeries;
  readonly notes: readonly string[];
}
