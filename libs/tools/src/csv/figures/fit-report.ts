import type { CsvReport, CsvSeries } from '../csv-report.js';

/** A model reads the report whole; beyond this it costs more than it tells. */
export const longestReport = 64_000;

interface Cut {
  /** What is left out, for the notes. */
  readonly what: string;
  readonly apply: (report: CsvReport) => CsvReport;
}

/** In this order, until the report fits: what can be asked for again goes first. */
const cuts: readonly Cut[] = [
  {
    what: 'all sample rows but one',
    apply: (report) => ({ ...report, sample: report.sample.slice(0, 1) }),
  },
  { what: 'the groups beyond the 20 largest', apply: (report) => withGroups(report, 20) },
  { what: 'the quarters before the last 20', apply: (report) => withQuarters(report, 20) },
  { what: 'frequent values', apply: withoutTop },
  { what: 'the columns beyond the first 40', apply: (report) => withColumns(report, 40) },
  { what: 'the sample', apply: (report) => ({ ...report, sample: [] }) },
  { what: 'the columns beyond the first 20', apply: (report) => withColumns(report, 20) },
  { what: 'the groups beyond the 5 largest', apply: (report) => withGroups(report, 5) },
];

/** The report in less than 64 KB, saying what was left out. */
export function fitReport(report: CsvReport): CsvReport {
  let fitted = report;
  for (const { what, apply } of cuts) {
    if (Buffer.byteLength(JSON.stringify(fitted)) <= longestReport) return fitted;
    const shorter = apply(fitted);
    fitted = { ...shorter, notes: [...shorter.notes, `Left out to keep this short: ${what}.`] };
  }
  return fitted;
}

function withGroups(report: CsvReport, most: number): CsvReport {
  if (report.groups === undefined) return report;
  return { ...report, groups: { ...report.groups, groups: report.groups.groups.slice(0, most) } };
}

function withQuarters(report: CsvReport, most: number): CsvReport {
  const { series } = report;
  if (series === undefined) return report;
  const growth = { ...series.growth, by_quarter: series.growth.by_quarter.slice(-most) };
  const shorter: CsvSeries = {
    ...series,
    growth,
    quarters: series.quarters.map((each) => ({ ...each, years: each.years.slice(-most / 2) })),
  };
  return { ...report, series: shorter };
}

function withoutTop(report: CsvReport): CsvReport {
  return { ...report, columns: report.columns.map(({ top: _, ...column }) => column) };
}

function withColumns(report: CsvReport, most: number): CsvReport {
  return { ...report, columns: report.columns.slice(0, most) };
}
