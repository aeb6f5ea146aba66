import type { JsonObject } from '#protocol';
import { ToolFault } from '../tool.errors.js';
import type { Chart } from './chart-schema.js';

const usualWidth = 640;

/**
 * The specification of a chart in Vega-Lite. Only we write it, from rows and names of fields: it has no URL, no
 * expression and no generator of data, which in hands of others reach out or grow without end.
 *
 * @throws {ToolFault} TOOL_ARGUMENTS_INVALID when no row has a field that it names
 */
export function vegaLiteSpec(chart: Chart): JsonObject {
  for (const name of [chart.x, chart.y, ...(chart.series === undefined ? [] : [chart.series])]) {
    if (!chart.data.some((row) => Object.hasOwn(row, name))) {
      throw invalid(`no row of the data has a field "${name}"`);
    }
  }
  return {
    ...(chart.title !== undefined && { title: chart.title }),
    data: { values: chart.data },
    width: chart.width ?? usualWidth,
    height: chart.height ?? 360,
    ...(chart.type === 'pie' ? pie(chart) : axes(chart)),
  };
}

function pie({ x, y, x_title: title }: Chart): JsonObject {
  return {
    mark: { type: 'arc' },
    encoding: {
      theta: { field: fieldPath(y), type: 'quantitative', aggregate: 'sum', stack: true },
      color: { field: fieldPath(x), type: 'nominal', title: title ?? x, sort: null },
    },
  };
}

const marks: Readonly<Record<Exclude<Chart['type'], 'pie'>, JsonObject>> = {
  bar: { type: 'bar' },
  line: { type: 'line', point: true },
  area: { type: 'area', opacity: 0.7 },
  scatter: { type: 'point', filled: true },
};

function axes(chart: Chart & { readonly type: string }): JsonObject {
  const { x, y, series } = chart;
  const kind = chart.type as Exclude<Chart['type'], 'pie'>;
  return {
    mark: marks[kind],
    encoding: {
      x: {
        field: fieldPath(x),
        type: kindOf(chart),
        title: chart.x_title ?? x,
        // In the order of the rows: months by name are not in the order of the alphabet.
        ...(kindOf(chart) === 'ordinal' && { sort: null, axis: { labelAngle: slantOf(chart) } }),
      },
      y: { field: fieldPath(y), type: 'quantitative', title: chart.y_title ?? y },
      ...(series !== undefined && {
        color: { field: fieldPath(series), type: 'nominal', title: series, sort: null },
        ...(kind === 'bar' && { xOffset: { field: fieldPath(series), sort: null } }),
      }),
    },
  };
}

/** Few short names stand upright; many or long ones are slanted, or they would run into each other. */
function slantOf({ data, x, width = usualWidth }: Chart): number {
  const names = [...new Set(data.map((row) => JSON.stringify(row[x] ?? '')))];
  const letters = names.reduce((sum, name) => sum + name.length + 2, 0);
  return letters * 6 < width ? 0 : -45;
}

/** Numbers have distances along the axis, and so has time; all else stands side by side. */
function kindOf({ type, data, x }: Chart): 'quantitative' | 'temporal' | 'ordinal' {
  const values = data.map((row) => row[x]).filter((value) => value !== null && value !== undefined);
  if (type === 'bar') return 'ordinal';
  if (values.every((value) => typeof value === 'number')) return 'quantitative';
  return values.every(isDay) ? 'temporal' : 'ordinal';
}

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d(?:T|$)/.test(value);

/** A field whose name has dots or brackets in it is a name, not a path. */
const fieldPath = (name: string): string => name.replaceAll(/[.[\]\\'"]/g, '\\$&');

const invalid = (message: string): ToolFault => new ToolFault('TOOL_ARGUMENTS_INVALID', message);
