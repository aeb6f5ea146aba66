import type { Costs } from '../stand/costs.js';
import type { Figure, ScenarioReport } from '../stand/findings.js';
import type { Machine } from '../stand/machine.js';
import { renderTable } from './render-table.js';
import type { Report } from './report.js';

/** A number as people read it. */
function show(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: value >= 1_000 ? 6 : 3 });
}

/** One line about what was measured on. */
export function renderMachine(machine: Machine): string {
  const { cores, cpu, memoryGigabytes, node, postgres, redis, load, commit, at } = machine;
  return (
    `${cores} × ${cpu}, ${memoryGigabytes} GB; Node ${node}; Postgres ${postgres}; Redis ${redis}; ` +
    `load before ${load.join(', ')}; commit ${commit}; ${at}`
  );
}

/** The whole report in Markdown, with its pictures. */
export function renderReport(
  { machine, plan, scenarios }: Report,
  pictures: readonly string[],
): string {
  const how = `${plan.runs} runs of ${plan.seconds} s each after ${plan.warmSeconds} s that do not count; median (min–max).`;
  return [
    '# Results',
    'Made by `npm run bench -- --write`; how to read it is told in the [README](README.md).',
    renderMachine(machine),
    how,
    ...pictures.map((name) => `![${name.replaceAll('-', ' ')}](${name}.svg)`),
    ...scenarios.map(renderScenario),
  ].join('\n\n');
}

/** One scenario: its figures beside their grounds, and what a message costs. */
export function renderScenario(report: ScenarioReport): string {
  const { title, mode, figures, costs, failures } = report;
  return [
    `## ${title} (${mode})`,
    renderTable(['figure', 'value', 'unit', 'spread', 'ground', 'ratio'], figures.flatMap(rowsOf)),
    ...(costs.length === 0 ? [] : [renderCosts(costs)]),
    ...failures.map((failure) => `**Failed meanwhile:** ${failure.replace(/\s+/g, ' ')}`),
  ].join('\n\n');
}

function rowsOf({ name, median, min, max, unit, grounds }: Figure): string[][] {
  const own = [name, show(median), unit, min === max ? '' : `${show(min)}–${show(max)}`];
  if (grounds.length === 0) return [own];
  return grounds.map((ground, index) => [
    ...(index === 0 ? own : ['', '', '', '']),
    `${ground.name}: ${show(ground.median)}`,
    show(ground.ratio),
  ]);
}

function renderCosts(costs: readonly (Costs & { readonly of: string })[]): string {
  const processes = [...new Set(costs.flatMap(({ cpuMicros }) => Object.keys(cpuMicros)))];
  const optional = (value: number | undefined): string => (value === undefined ? '' : show(value));
  return renderTable(
    [
      'cost of',
      ...processes.map((name) => `${name} CPU µs`),
      'transactions',
      'statements',
      'WAL bytes',
    ],
    costs.map(({ of, cpuMicros, transactions, statements, walBytes }) => [
      of,
      ...processes.map((name) => optional(cpuMicros[name])),
      ...[transactions, statements, walBytes].map(optional),
    ]),
  );
}
