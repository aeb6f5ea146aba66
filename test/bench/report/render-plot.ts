import type { PlotFigure } from '../stand/findings.js';
import { linearTicks, logTicks, scaleOf, type Scale } from './scale.js';

const size = { width: 720, height: 400, left: 72, right: 24, top: 84, bottom: 56 };

/** Colours that are told apart in light and in dark, also by most who do not see all colours. */
const colours = ['#2f6fdb', '#d9622b', '#178a6a', '#9b4fc4'];

/** Follows the reader's scheme: an SVG in an `img` knows it too. */
const style = `
  svg { font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
  .back { fill: #ffffff; } .ink { fill: #1f2328; } .dim { fill: #59636e; } .rule { stroke: #d8dee4; }
  @media (prefers-color-scheme: dark) {
    .back { fill: #0d1117; } .ink { fill: #e6edf3; } .dim { fill: #9198a1; } .rule { stroke: #2b323b; }
  }`;

/** Lines over a numeric axis, as an SVG that looks right in light and in dark. Empty series are left out. */
export function renderPlot(plot: PlotFigure): string {
  const series = plot.series.filter(({ points }) => points.length > 0);
  const points = series.flatMap((one) => one.points);
  const span = { from: size.left, to: size.width - size.right };
  const rise = { from: size.height - size.bottom, to: size.top };
  const x = scaleOf(
    points.map(([value]) => value),
    span,
    plot.isLog,
  );
  const y = scaleOf(
    points.map(([, value]) => value),
    rise,
    plot.isLog,
  );
  const xTicks = ticksOf(x, plot.isLog, plot.isLog ? points.map(([value]) => value) : undefined);
  return frame(plot, [
    ...ticksOf(y, plot.isLog).map((tick) => yTick(y.place(tick), tick)),
    ...xTicks.map((tick) => xTick(x.place(tick), tick)),
    ...series.map((one, index) => line(one.points, { x, y, colour: colourOf(index) })),
    legend(series.map(({ name }) => name)),
  ]);
}

const colourOf = (index: number): string => colours[index % colours.length] ?? '';

function ticksOf({ least, most }: Scale, isLog: boolean, own?: readonly number[]): number[] {
  if (own) return [...new Set(own)];
  return isLog ? logTicks(least, most) : linearTicks(least, most);
}

function line(
  points: readonly (readonly [number, number])[],
  { x, y, colour }: { x: Scale; y: Scale; colour: string },
): string {
  const places = points.map(([at, value]) => `${fixed(x.place(at))},${fixed(y.place(value))}`);
  const dots = points.length > 12 ? [] : places.map((place) => dot(place, colour));
  const path = `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2.5" stroke-linejoin="round"/>`;
  return [path, ...dots].join('\n');
}

function dot(place: string, colour: string): string {
  const [cx, cy] = place.split(',');
  return `<circle cx="${cx ?? ''}" cy="${cy ?? ''}" r="4" fill="${colour}"/>`;
}

function yTick(at: number, value: number): string {
  const { left, width, right } = size;
  return (
    `<line class="rule" x1="${left}" x2="${width - right}" y1="${fixed(at)}" y2="${fixed(at)}"/>` +
    `<text class="dim" x="${left - 10}" y="${fixed(at + 4)}" font-size="12" text-anchor="end">${label(value)}</text>`
  );
}

function xTick(at: number, value: number): string {
  const y = size.height - size.bottom + 20;
  return `<text class="dim" x="${fixed(at)}" y="${y}" font-size="12" text-anchor="middle">${label(value)}</text>`;
}

function legend(names: readonly string[]): string {
  if (names.length < 2) return '';
  const keys = names.map((name, index) => {
    const x = size.left + index * 110;
    const mark = `<rect x="${x}" y="56" width="14" height="4" rx="2" fill="${colourOf(index)}"/>`;
    return `${mark}<text class="ink" x="${x + 20}" y="62" font-size="12">${escapeText(name)}</text>`;
  });
  return keys.join('\n');
}

function frame({ title, x, y }: PlotFigure, parts: readonly string[]): string {
  const { width, height, left } = size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="back" width="${width}" height="${height}" rx="8"/>`,
    `<text class="ink" x="24" y="34" font-size="16" font-weight="600">${escapeText(title)}</text>`,
    ...parts,
    `<text class="dim" x="${(left + width) / 2}" y="${height - 14}" font-size="12" text-anchor="middle">${escapeText(x)}</text>`,
    `<text class="dim" transform="translate(20 ${(size.top + height - size.bottom) / 2}) rotate(-90)" font-size="12" text-anchor="middle">${escapeText(y)}</text>`,
    '</svg>\n',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const fixed = (value: number): string => String(Math.round(value * 10) / 10);

export const label = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 3 });

export const escapeText = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
