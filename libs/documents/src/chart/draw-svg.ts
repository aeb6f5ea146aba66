import { logger, parse, View, type Loader } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { DocumentFault } from '../document.errors.js';
import { fontFamily } from '../fonts.js';

/** Sides of a picture in pixels. */
const longestSide = 4_000;

/** Whatever a chart might want to load, there is nothing to load. */
const nothing: Loader = {
  load: () => Promise.reject(new Error('a chart loads nothing')),
  sanitize: () => Promise.reject(new Error('a chart links to nothing')),
  http: () => Promise.reject(new Error('a chart loads nothing')),
  file: () => Promise.reject(new Error('a chart loads nothing')),
};

/**
 * A Vega-Lite specification as SVG. Expressions are interpreted, never compiled to code; the library's own need
 * that, too.
 *
 * @throws {DocumentFault} undrawable
 */
export async function drawSvg(spec: Readonly<Record<string, unknown>>): Promise<string> {
  try {
    return await draw(spec);
  } catch (error) {
    if (error instanceof DocumentFault) throw error;
    const why = error instanceof Error ? error.message.slice(0, 300) : 'it cannot be drawn';
    throw new DocumentFault('undrawable', `the chart: ${why}`);
  }
}

async function draw(spec: Readonly<Record<string, unknown>>): Promise<string> {
  const quiet = logger(0);
  const { spec: compiled } = compile(spec as unknown as TopLevelSpec, {
    logger: quiet,
    config: { font: fontFamily, background: 'white', numberFormat: ',~r' },
  });
  const view = new View(parse(compiled, undefined, { ast: true }), {
    expr: expressionInterpreter,
    renderer: 'none',
    loader: nothing,
    logger: quiet,
  });
  try {
    return requireSize(await view.toSVG());
  } finally {
    view.finalize();
  }
}

function requireSize(svg: string): string {
  const [, width = '0', height = '0'] =
    /^<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? [];
  if (Number(width) <= longestSide && Number(height) <= longestSide) return svg;
  throw new DocumentFault(
    'undrawable',
    `the chart would be larger than ${String(longestSide)} pixels; give width and height`,
  );
}
