import { drawSvg, paintPng } from '#documents';
import type { JsonObject } from '#protocol';
import { askDocuments } from '../files/ask-documents.js';

export type ChartFormat = 'svg' | 'png';

export interface ChartJob {
  readonly spec: JsonObject;
  readonly format: ChartFormat;
}

/** A chart as the bytes of a picture. */
export async function drawChart({ spec, format }: ChartJob): Promise<Uint8Array> {
  const svg = await askDocuments(drawSvg(spec));
  return format === 'svg' ? new TextEncoder().encode(svg) : paintPng(svg);
}
