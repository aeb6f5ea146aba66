import type { JsonObject, JsonValue } from '#protocol';
import { figure } from './wording.js';

/** A chart as data: any plotting library can draw it. */
export interface Chart {
  readonly title: string;
  readonly type: 'bar';
  readonly labels: readonly string[];
  readonly values: readonly number[];
}

/** Fewer points make no picture, more no readable one. */
const [fewest, most] = [3, 24];
const mostCharts = 4;

/** The figures that belong together, one per period, as charts. */
export function chartFigures(figures: readonly JsonValue[]): Chart[] {
  const rows = new Map<string, { label: string; value: number }[]>();
  for (const { name, period, value } of figures as readonly JsonObject[]) {
    if (typeof name !== 'string' || typeof period !== 'string' || typeof value !== 'number')
      continue;
    const points = rows.get(name) ?? [];
    if (points.some(({ label }) => label === period)) continue;
    rows.set(name, [...points, { label: period, value }]);
  }
  return [...rows]
    .filter(([, points]) => points.length >= fewest && points.length <= most)
    .slice(0, mostCharts)
    .map(([title, points]) => ({
      title,
      type: 'bar',
      labels: points.map(({ label }) => label),
      values: points.map(({ value }) => value),
    }));
}

const width = 30;

/** A chart in plain text, one bar a line. */
export function drawChart({ title, labels, values }: Chart): string {
  const longest = Math.max(...values.map(Math.abs), 0);
  const margin = Math.max(...labels.map(({ length }) => length));
  const bars = values.map((value, index) => {
    const length = longest === 0 ? 0 : Math.round((Math.abs(value) / longest) * width);
    return `${(labels[index] ?? '').padEnd(margin)} ${'█'.repeat(length)} ${figure(value)}`;
  });
  return [title, ...bars].join('\n');
}
