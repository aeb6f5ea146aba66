import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { fontFamily, fontFiles } from '../fonts.js';

/** Pixels of the picture for each of the chart: sharp on paper and on fine screens. */
const zoom = 2;

/** An SVG as PNG, with the fonts that come with the server and no others. Once in a thread. */
export async function paintPng(svg: string): Promise<Uint8Array> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(await readFile(wasm));
  const fontBuffers = await Promise.all(
    [fontFiles.normal, fontFiles.bold].map((file) => readFile(file)),
  );
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: zoom },
    font: { fontBuffers, defaultFontFamily: fontFamily, loadSystemFonts: false },
  });
  return picture.render().asPng();
}
