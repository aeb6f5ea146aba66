import { writeFileSync } from 'node:fs';
import { startBareServer } from './ground/bare-server.js';
import { availableGrounds } from './grounds.js';
import { readOptions, type Options } from './options.js';
import { measureContract } from './contract/measure-contract.js';
import { renderMachine, renderScenario } from './report/render-report.js';
import type { Report } from './report/report.js';
import { writeReport } from './report/write-report.js';
import { allScenarios } from './scenarios/all.js';
import type { Scenario } from './scenarios/scenario.js';
import type { ScenarioReport } from './stand/findings.js';
import { describeMachine } from './stand/machine.js';
import { Stand } from './stand/stand.js';
import { withServers } from './with-servers.js';

/**
 * `npm run bench [-- --scenario NAME[,NAME]] [--mode MODE[,MODE]] [--runs 3] [--seconds 5] [--quick] [--json FILE]
 * [--write] [--list] [--contract URL]`: scenarios one after another, each on a Caxton of its own, each figure beside what its ground
 * gives in the same run. Everything (load, server, database, queue) shares this machine. How to read it:
 * docs/benchmarks/README.md.
 */

async function bench(options: Options): Promise<void> {
  const machine = await describeMachine();
  console.log(renderMachine(machine));
  const scenarios: ScenarioReport[] = [];
  for (const open of availableGrounds().reverse())
    scenarios.push(...(await measureMode(open, options)));
  const report: Report = { machine, plan: options.plan, scenarios };
  await keep(report, options);
}

/** Another server, on exactly the work that docs/benchmarks/contract.md describes. */
async function benchContract(url: string, options: Options): Promise<void> {
  const machine = await describeMachine();
  const measured = await measureContract(url, options.plan);
  console.log(renderScenario(measured));
  await keep({ machine, plan: options.plan, scenarios: [measured] }, options);
}

async function keep(report: Report, { writes, json }: Options): Promise<void> {
  if (writes) await writeReport(report);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
}

/** The scenarios that are asked for and have something to say on this ground. */
async function measureMode(
  { mode, open }: ReturnType<typeof availableGrounds>[number],
  { modes, scenarios, plan }: Options,
): Promise<ScenarioReport[]> {
  const asked = allScenarios.filter(
    (scenario) =>
      (modes?.includes(mode) ?? scenario.modes.includes(mode)) &&
      (scenarios?.includes(scenario.name) ?? scenario.modes.includes(mode)),
  );
  if (asked.length === 0) return [];
  const ground = await open();
  const bare = await startBareServer();
  const reports: ScenarioReport[] = [];
  try {
    for (const scenario of asked)
      reports.push(await measure(scenario, new Stand(mode, plan, ground, bare)));
  } finally {
    bare.stop();
    await ground.close();
  }
  return reports;
}

async function measure(scenario: Scenario, stand: Stand): Promise<ScenarioReport> {
  console.log(`\n… ${scenario.name} (${stand.mode})`);
  await scenario.measure(stand);
  const report = stand.findings.report(scenario.name, scenario.title, stand.mode);
  console.log(renderScenario(report));
  return report;
}

function list(): void {
  for (const { name, modes, title } of allScenarios) {
    console.log(`${name.padEnd(16)} ${title} (${modes.join(', ')})`);
  }
}

function refuseUnknown({ scenarios = [] }: Options): void {
  const unknown = scenarios.find((name) => !allScenarios.some((one) => one.name === name));
  if (unknown !== undefined) throw new Error(`There is no scenario ${unknown}; --list tells them.`);
}

const options = readOptions(process.argv.slice(2));
refuseUnknown(options);
if (options.lists) list();
else if (options.contract !== undefined) await benchContract(options.contract, options);
else await withServers(import.meta.url, () => bench(options));
