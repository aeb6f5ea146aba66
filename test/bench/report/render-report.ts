import type { Costs } from '../stand/costs.js';
import type { Figure, ScenarioReport } from '../stand/findings.js';
import type { Machine } from '../stand/machine.js';
import { renderTable } from './render-table.js';
import type { Report } from './report.js';
import { judge, type Verdict } from './targets.js';

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
  { machine, plan, scenarios, targets }: Report,
  pictures: readonly string[],
): string {
  const how =
    `${plan.runs} runs of ${plan.seconds} s each; before the first ${plan.warmSeconds} s that do not count, ` +
    `before the others ${plan.settleSeconds} s; median (min–max).`;
  return [
    '# Results',
    'Made by `npm run bench -- --write`; how to read it is told in the [README](README.md).',
    renderMachine(machine),
    how,
    '## What is to be reached',
    renderTargets(targets),
    ...pictures.map((name) => `![${name.replaceAll('-', ' ')}](${name}.svg)`),
    ...scenarios.map((one) => renderScenario(one)),
  ].join('\n\n');
}

/** Each target beside what was measured. */
export function renderTargets(targets: readonly Verdict[]): string {
  return renderTable(
    ['scenario', 'figure', 'target', 'measured', 'unit', 'reached', 'as a share of its ground'],
    targets.map((verdict) => [
      `${verdict.scenario} (${verdict.mode})`,
      verdict.figure,
      boundsOf(verdict),
      verdict.measured === undefined ? '' : show(verdict.measured),
      verdict.unit ?? '',
      tellReached(verdict),
      tellShare(verdict),
    ]),
  );
}

const tellReached = ({ isReached }: Verdict): string =>
  isReached === undefined ? 'not measured' : isReached ? 'yes' : '**no**';

function tellShare({ share }: Verdict): string {
  if (share === undefined) return '';
  const { ground, asked, measured, isReached } = share;
  return `${show(measured)} of ${ground}, asked ${show(asked)}: ${isReached ? 'reached' : '**not reached**'}`;
}

function boundsOf({ least, most }: Verdict): string {
  return [
    least === undefined ? [] : [`≥ ${show(least)}`],
    most === undefined ? [] : [`≤ ${show(most)}`],
  ]
    .flat()
    .join(', ');
}

/** One scenario: its figures beside their grounds and targets, and what a message costs. */
export function renderScenario(report: ScenarioReport): string {
  const { title, mode, scenario, figures, costs, notes, failures, at, commit, seconds } = report;
  const own = judge([report]).filter((one) => one.scenario === scenario && one.mode === mode);
  const rows = figures.flatMap((figure) => rowsOf(figure, own));
  return [
    `## ${title} (${mode})`,
    renderTable(['figure', 'value', 'unit', 'spread', 'ground', 'ratio', 'target'], rows),
    ...(costs.length === 0 ? [] : [renderCosts(costs)]),
    ...notes.map((note) => `${note}.`),
    ...failures.map((failure) => `**Failed meanwhile:** ${failure.replace(/\s+/g, ' ')}`),
    `Scenario \`${scenario}\`, ${at}, commit ${commit}, ${seconds} s.`,
  ].join('\n\n');
}

function rowsOf(figure: Figure, verdicts: readonly Verdict[]): string[][] {
  const { name, median, min, max, unit, grounds } = figure;
  const own = [name, show(median), unit, min === max ? '' : `${show(min)}–${show(max)}`];
  const target = verdicts
    .filter((one) => one.figure === name)
    .map(
      (one) =>
        `${one.of ? `${one.of} ` : ''}${boundsOf(one)}: ${one.isReached ? 'reached' : '**not reached**'}`,
    )
    .join('; ');
  if (grounds.length === 0) return [[...own, '', '', target]];
  return grounds.map((ground, index) => [
    ...(index === 0 ? own : ['', '', '', '']),
    `${ground.name}: ${show(ground.median)}`,
    show(ground.ratio),
    index === 0 ? target : '',
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
