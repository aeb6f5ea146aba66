import { z } from 'zod';
import type { JsonValue } from '#protocol';

/*
 * What the table tool reports, read with doubt: its figures are used where they have the expected
 * shape, and whatever has not is as good as not reported.
 */
const optional = <T extends z.ZodType>(schema: T): z.ZodCatch<z.ZodOptional<T>> =>
  schema.optional().catch(undefined);
const list = <T extends z.ZodType>(schema: T): z.ZodCatch<z.ZodArray<T>> =>
  z.array(schema).catch([]);

const periodValue = z.object({ period: z.string(), value: z.number() });
const change = z.number().nullable().catch(null);
const periodTotal = z.object({
  period: z.string(),
  total: z.number(),
  change_pct: change,
  partial: optional(z.boolean()),
});
const season = z.object({ season: z.string(), index: z.number() });

const column = z.object({
  name: z.string(),
  type: z.string(),
  unit: optional(z.string()),
  count: z.number(),
  missing: z.number().catch(0),
  distinct: z.number().catch(0),
  min: optional(z.union([z.number(), z.string()])),
  max: optional(z.union([z.number(), z.string()])),
  mean: optional(z.number()),
  median: optional(z.number()),
  sum: optional(z.number()),
  top: list(z.object({ value: z.json(), count: z.number() })),
});

const groups = z.object({
  by: z.array(z.string()),
  total_groups: z.number(),
  groups: list(
    z.object({
      key: z.record(z.string(), z.json()),
      count: z.number(),
      values: z.record(z.string(), z.number().nullable()),
    }),
  ),
});

const series = z.object({
  date_column: z.string(),
  value_column: z.string(),
  aggregation: z.string().catch('sum'),
  frequency: z.string().catch('irregular'),
  analysed_by: z.string().catch('period'),
  points: z.number(),
  gaps: z.number().catch(0),
  total: z.number(),
  first: periodValue,
  last: periodValue,
  peak: periodValue,
  trough: periodValue,
  growth: z.object({
    by_year: list(periodTotal),
    latest_vs_previous_pct: change,
    latest_vs_year_before_pct: change,
    average_yearly_pct: change,
  }),
  quarters: list(
    z.object({ quarter: z.string(), years: list(periodTotal), average_yearly_pct: change }),
  ),
  seasonality: optional(
    z.object({ index: list(season), peak: season, trough: season, strength: z.number() }),
  ),
  outliers: list(periodValue.extend({ score: z.number() })),
});

const tableFacts = z.object({
  rows: z.number(),
  columns: list(column),
  groups: optional(groups),
  series: optional(series),
  notes: list(z.string()),
});

export type TableFacts = z.infer<typeof tableFacts>;
export type TableColumn = TableFacts['columns'][number];
export type TableSeries = NonNullable<TableFacts['series']>;
export type TableGroups = NonNullable<TableFacts['groups']>;
export type PeriodTotal = TableSeries['growth']['by_year'][number];

/** The facts of a table tool's result; nothing when it is no such report. */
export function readTableFacts(output: JsonValue): TableFacts | undefined {
  const parsed = tableFacts.safeParse(output);
  return parsed.success ? parsed.data : undefined;
}

/** Columns whose values can be added up. */
export function isNumeric({ type }: TableColumn): boolean {
  return type === 'number' || type === 'integer';
}
