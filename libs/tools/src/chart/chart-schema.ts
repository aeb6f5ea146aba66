import type { JsonObject } from '#protocol';

/** A chart as its user thinks of it: rows, and what goes along the axes. */
export interface Chart {
  readonly type: 'bar' | 'line' | 'area' | 'scatter' | 'pie';
  readonly title?: string;
  readonly data: readonly JsonObject[];
  readonly x: string;
  readonly y: string;
  readonly series?: string;
  readonly x_title?: string;
  readonly y_title?: string;
  readonly width?: number;
  readonly height?: number;
}

const field = { type: 'string', minLength: 1, maxLength: 100 } as const;
const title = { type: 'string', maxLength: 200 } as const;
const side = { type: 'integer', minimum: 100, maximum: 2_000 } as const;

/** JSON Schema of a chart. */
export const chartParameter: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['type', 'data', 'x', 'y'],
  properties: {
    type: { type: 'string', enum: ['bar', 'line', 'area', 'scatter', 'pie'] },
    title,
    data: {
      type: 'array',
      minItems: 1,
      maxItems: 5_000,
      items: { type: 'object', maxProperties: 50 },
      description: 'Rows such as {"month": "2026-01", "sales": 12.5}.',
    },
    x: { ...field, description: 'Field along the x axis; of a pie, the name of the slice.' },
    y: { ...field, description: 'Field with the numbers; of a pie, the size of the slice.' },
    series: { ...field, description: 'Field that sets lines or bars apart by colour.' },
    x_title: title,
    y_title: title,
    width: { ...side, description: 'In pixels (default 640).' },
    height: { ...side, description: 'In pixels (default 360).' },
  },
};
