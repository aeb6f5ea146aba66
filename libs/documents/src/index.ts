import type { Content, SetPdf } from './pdf/set-pdf.js';
import type { Dialect, RawTable } from './table/read-records.js';
import type { Sheet } from './workbook/read-sheets.js';

/*
 * What it takes to read and draw the documents of strangers, in a package apart (ADR-0020). Each kind is loaded when
 * it is first asked for: a thread that reads a table needs nothing of what draws charts.
 */
export { DocumentFault } from './document.errors.js';
export type { Content, SetPdf } from './pdf/set-pdf.js';
export type { Dialect, RawTable } from './table/read-records.js';
export type { Cell, Sheet } from './workbook/read-sheets.js';

/**
 * A chart in the words of Vega-Lite, as SVG. It loads nothing and evaluates no code.
 * @throws {DocumentFault} undrawable
 */
export async function drawSvg(spec: Readonly<Record<string, unknown>>): Promise<string> {
  const { drawSvg: draw } = await import('./chart/draw-svg.js');
  return draw(spec);
}

/** An SVG as PNG, with the fonts that come with the server and no others. Once in a thread. */
export async function paintPng(svg: string): Promise<Uint8Array> {
  const { paintPng: paint } = await import('./chart/paint-png.js');
  return paint(svg);
}

/** Sets a document in the words of pdfmake in type; `text` is what is looked through for unknown characters. */
export async function setPdf(definition: Content, text: string): Promise<SetPdf> {
  const { setPdf: set } = await import('./pdf/set-pdf.js');
  return set(definition, text);
}

/** The sheets of an .xlsx workbook, unpacked within bounds. @throws {DocumentFault} unreadable */
export async function readSheets(bytes: Uint8Array): Promise<readonly Sheet[]> {
  const { readSheets: read } = await import('./workbook/read-sheets.js');
  return read(bytes);
}

/** The cells of a delimited text. @throws {DocumentFault} unreadable */
export async function readRecords(text: string, dialect: Dialect): Promise<RawTable> {
  const { readRecords: read } = await import('./table/read-records.js');
  return read(text, dialect);
}

/** The media type that the bytes themselves tell; nothing where they tell none. */
export async function seeType(head: Uint8Array): Promise<string | undefined> {
  const { seeType: see } = await import('./kind/see-type.js');
  return see(head);
}

/** Whether files of this media type tell it by their bytes. */
export async function tellsItself(mediaType: string): Promise<boolean> {
  const { tellsItself: tells } = await import('./kind/see-type.js');
  return tells(mediaType);
}
