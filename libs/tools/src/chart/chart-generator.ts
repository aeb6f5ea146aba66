import type { JsonObject, JsonValue } from '#protocol';
import { fileNamed, fileNameParameter } from '../files/file-name.js';
import { handOver } from '../files/produced-file.js';
import { ToolThreads } from '../threads/tool-threads.js';
import type { Tool, ToolContext } from '../tool.js';
import { chartParameter, type Chart } from './chart-schema.js';
import type { ChartFormat, ChartJob } from './draw-chart.js';
import { vegaLiteSpec } from './vega-lite-spec.js';

export interface ChartGeneratorOptions {
  /** The compiled `chart.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
}

const parameters: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['chart'],
  properties: {
    chart: chartParameter,
    format: { type: 'string', enum: ['png', 'svg'], description: 'Of the picture (default png).' },
    name: fileNameParameter,
  },
};

const mediaTypes: Readonly<Record<ChartFormat, string>> = {
  png: 'image/png',
  svg: 'image/svg+xml',
};

/**
 * `chart_generator`: a chart as PNG or SVG, drawn by Vega in a thread with a memory of its own. The data is
 * in the call; nothing is loaded. The result tells of the file, whose bytes go to the keeper of files.
 */
export function createChartGenerator({ threadEntry }: ChartGeneratorOptions = {}): Tool {
  const threads = new ToolThreads<ChartJob, Uint8Array>({
    entry: threadEntry ?? new URL('./chart.thread.js', import.meta.url),
    name: 'chart',
    most: 2,
    memoryMb: 384,
  });
  return {
    name: 'chart_generator',
    description:
      'Draws a chart (bar, line, area, scatter or pie) from the data in the call, as a PNG or SVG file.',
    examples: [
      'Draw a bar chart of sales by region',
      'Show the trend of these months as a picture',
    ],
    safety: 'idempotent',
    parameters,
    timeoutMs: 30_000,
    execute: (args, context) => make(threads, args as unknown as ChartArguments, context),
  };
}

interface ChartArguments {
  readonly chart: Chart;
  readonly format?: ChartFormat;
  readonly name?: string;
}

async function make(
  threads: ToolThreads<ChartJob, Uint8Array>,
  { chart, format = 'png', name }: ChartArguments,
  context: ToolContext,
): Promise<JsonValue> {
  const bytes = await threads.run({ spec: vegaLiteSpec(chart), format }, context.signal);
  const file = { name: fileNamed(name, 'chart', format), mediaType: mediaTypes[format], bytes };
  return { file: await handOver(file, context) };
}
