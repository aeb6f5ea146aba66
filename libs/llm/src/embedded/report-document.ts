import type { JsonObject, JsonValue } from '#protocol';
import { titled } from './wording.js';

/** A report as the arguments of a tool that sets documents: its parts in order, figures unchanged. */
export function documentOf(report: JsonValue | undefined): JsonObject {
  const { title, executive_summary: summary, limits, ...parts } = (report ?? {}) as JsonObject;
  const findings = list(parts['findings']);
  const content = [
    ...part('Executive summary', text(summary)),
    ...part(
      'Findings',
      findings.length > 0 && { type: 'list', items: findings.map((one) => cut(one)) },
    ),
    ...part('Charts', ...list(parts['charts']).map(chartBlock)),
    ...part('Figures', figureTable(list(parts['figures']))),
    ...part('Sources', sourceList(list(parts['sources']))),
    ...part('Limits', text(limits)),
  ];
  return { title: typeof title === 'string' ? title : 'Report', content };
}

type Block = JsonObject | false;

/** A heading and what stands below it; nothing when nothing does. */
function part(heading: string, ...blocks: readonly Block[]): JsonObject[] {
  const there = blocks.filter((block) => block !== false);
  return there.length === 0 ? [] : [{ type: 'heading', level: 1, text: heading }, ...there];
}

function text(value: JsonValue | undefined): Block {
  return typeof value === 'string' && value !== '' && { type: 'paragraph', text: value };
}

/** In pixels: three of them on a page. */
const chartHeight = 240;

function chartBlock(chart: JsonValue): JsonObject {
  const { title, labels, values } = chart as JsonObject;
  const heights = list(values);
  const data = list(labels).map((label, at): JsonObject => ({
    period: label,
    value: heights[at] ?? null,
  }));
  return {
    type: 'chart',
    chart: {
      type: 'bar',
      title: titled(words(title)),
      data,
      x: 'period',
      y: 'value',
      x_title: '',
      y_title: '',
      height: chartHeight,
    },
  };
}

const mostSources = 50;

function figureTable(figures: readonly JsonValue[]): Block {
  if (figures.length === 0) return false;
  const rows = (figures as readonly JsonObject[]).map(({ name, period, value, unit }) => [
    typeof name === 'string' ? titled(name) : '',
    period ?? '',
    value ?? null,
    unit ?? '',
  ]);
  return { type: 'table', columns: ['Figure', 'Period', 'Value', 'Unit'], rows };
}

function sourceList(sources: readonly JsonValue[]): Block {
  const items = (sources as readonly JsonObject[]).slice(0, mostSources).map((source) => {
    const { tool, call: id, ...given } = source;
    return cut(`${words(tool)} (${words(id)}): ${Object.values(given).map(words).join(' ')}`, 300);
  });
  return items.length > 0 && { type: 'list', items };
}

function cut(value: JsonValue, most = 2_000): string {
  return words(value).slice(0, most).toWellFormed();
}

function words(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}
