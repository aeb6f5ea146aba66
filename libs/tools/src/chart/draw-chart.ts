import type { JsonObject } from '#protocol';
import { drawSvg } from './draw-svg.js';
import { paintPng } from './paint-png.js';

export type ChartFormat = 'svg' | 'png';

export interface ChartJob {
  readonly spec: JsonObject;
  readonly format: ChartFormat;
}

/** A chart as the bytes of a picture. */
export async function drawChart({ spec, format }: ChartJob): Promise<Uint8Array> {
  const svg = await drawSvg(spec);
  return format === 'svg' ? new TextEncoder().encode(svg) : paintPng(svg);
}
