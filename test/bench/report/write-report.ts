import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { packageRoot } from '#platform';
import type { Figure, ScenarioReport } from '../stand/findings.js';
import { renderBars, type Bar } from './render-bars.js';
import { renderPlot } from './render-plot.js';
import { renderReport } from './render-report.js';
import type { Report } from './report.js';

const ownFolder = join(packageRoot(), 'docs/benchmarks');

/** What an earlier run has written; nothing when there was none. */
export function readResults(folder = ownFolder): readonly ScenarioReport[] {
  try {
    return (JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Report).scenarios;
  } catch {
    return [];
  }
}

/** Writes a report for people into a folder: results.json, results.md and its pictures. Older pictures go. */
export async function writeReport(report: Report, folder = ownFolder): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.svg')) rmSync(join(folder, name));
  const pictures = picturesOf(report.scenarios);
  for (const [name, svg] of pictures) writeFileSync(join(folder, `${name}.svg`), svg);
  const page = renderReport(report, [...pictures.keys()]);
  const options = await resolveConfig(join(packageRoot(), 'package.json'));
  const write = async (name: string, text: string, parser: string): Promise<void> => {
    writeFileSync(join(folder, name), await format(text, { ...options, parser }));
  };
  await write('results.md', page, 'markdown');
  await write('results.json', JSON.stringify(report), 'json');
}

/** By name: what each mode does in a second, then the plots of the scenarios. */
function picturesOf(scenarios: readonly ScenarioReport[]): Map<string, string> {
  const pictures = new Map<string, string>();
  for (const mode of new Set(scenarios.map((one) => one.mode))) {
    const bars = scenarios.filter((one) => one.mode === mode).flatMap(barsOf);
    if (bars.length === 0) continue;
    pictures.set(`throughput-${mode}`, renderBars(`What is done in a second (${mode})`, bars));
  }
  for (const plot of scenarios.flatMap((one) => one.plots)) {
    if (plot.series.some(({ points }) => points.length > 1))
      pictures.set(plot.name, renderPlot(plot));
  }
  return pictures;
}

function barsOf({ figures }: ScenarioReport): Bar[] {
  return figures.filter(({ unit }) => unit === '1/s').flatMap(barOf);
}

function barOf({ name, median, grounds: [ground] }: Figure): Bar[] {
  if (ground === undefined) return [];
  const { ratio, median: value } = ground;
  return [{ name, value: median, ground: { name: ground.name, value, ratio } }];
}
