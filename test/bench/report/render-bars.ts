import { escapeText, label } from './render-plot.js';

/** One thing and what it is compared with. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly ground: { readonly name: string; readonly value: number; readonly ratio: number };
}

const size = { width: 720, row: 52, top: 84, left: 24, right: 200 };

const style = `
  svg { font-family: system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
  .back { fill: #ffffff; } .ink { fill: #1f2328; } .dim { fill: #59636e; }
  .own { fill: #2f6fdb; } .ground { fill: #c5ced8; }
  @media (prefers-color-scheme: dark) {
    .back { fill: #0d1117; } .ink { fill: #e6edf3; } .dim { fill: #9198a1; } .ground { fill: #3a424d; }
  }`;

/** What each scenario does in a second, each beside its ground, as an SVG for light and dark. */
export function renderBars(title: string, bars: readonly Bar[]): string {
  const { width, row, top } = size;
  const height = top + bars.length * row + 16;
  const most = Math.max(1, ...bars.flatMap(({ value, ground }) => [value, ground.value]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escapeText(title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="back" width="${width}" height="${height}" rx="8"/>`,
    `<text class="ink" x="24" y="34" font-size="16" font-weight="600">${escapeText(title)}</text>`,
    `<text class="dim" x="24" y="58" font-size="12">a second, on a logarithmic scale; below each, in grey, its ground in the same run</text>`,
    ...bars.map((bar, index) => renderBar(bar, top + index * row, most)),
    '</svg>\n',
  ].join('\n');
}

function renderBar({ name, value, ground }: Bar, y: number, most: number): string {
  const own = lengthOf(value, most);
  const beside = lengthOf(ground.value, most);
  const { left } = size;
  const ratio = `${label(ground.ratio)} of ${label(ground.value)} ${ground.name}`;
  return [
    `<text class="ink" x="${left}" y="${y + 8}" font-size="12">${escapeText(name)}</text>`,
    `<rect class="own" x="${left}" y="${y + 14}" width="${own}" height="12" rx="2"/>`,
    `<text class="ink" x="${left + own + 8}" y="${y + 24}" font-size="12" font-weight="600">${label(value)}</text>`,
    `<rect class="ground" x="${left}" y="${y + 28}" width="${beside}" height="5" rx="2"/>`,
    `<text class="dim" x="${size.width - 24}" y="${y + 8}" font-size="11" text-anchor="end">${escapeText(ratio)}</text>`,
  ].join('\n');
}

/** From 1 on; a second that holds less has no bar. */
function lengthOf(value: number, most: number): number {
  const room = size.width - size.left - 90;
  return Math.round((Math.log10(Math.max(1, value)) / Math.log10(Math.max(10, most))) * room);
}
