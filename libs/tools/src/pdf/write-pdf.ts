import { drawSvg, setPdf, type SetPdf } from '#documents';
import type { JsonObject } from '#protocol';
import { askDocuments } from '../files/ask-documents.js';
import { layOut } from './lay-out.js';
import type { PdfDocument } from './pdf-schema.js';

export interface PdfJob {
  readonly document: PdfDocument;
  /** Vega-Lite of its charts, by the place of their block. */
  readonly charts: readonly (readonly [number, JsonObject])[];
}

/** A document with its charts, as the bytes of a PDF. The same document has the same bytes. */
export async function writePdf({ document, charts }: PdfJob): Promise<SetPdf> {
  const pictures = new Map<number, string>();
  for (const [at, spec] of charts) pictures.set(at, await askDocuments(drawSvg(spec)));
  return setPdf(layOut(document, pictures), JSON.stringify(document));
}
