import { writeFileSync } from 'node:fs';
import { measureContract } from './contract/measure-contract.js';
import { checkAccepted, keepAccepted } from './contract/prove-durable.js';
import { startBareServer } from './ground/bare-server.js';
import { availableGrounds } from './grounds.js';
import { readOptions, type Options } from './options.js';
import { renderMachine, renderScenario, renderTargets } from './report/render-report.js';
import { judge } from './report/targets.js';
import { readResults, writeReport } from './report/write-report.js';
import { allScenarios } from './scenarios/all.js';
import type { Scenario } from './scenarios/scenario.js';
import type { ScenarioReport } from './stand/findings.js';
import { descendants, endDescendantsAtExit } from './stand/leftovers.js';
import { describeMachine } from './stand/machine.js';
import { minutesFor } from './stand/plan.js';
import { Stand } from './stand/stand.js';
import { withinTime } from './stand/within-time.js';
import { withServers } from './with-servers.js';

/**
 * `npm run bench [-- --scenario NAME[,NAME]] [--mode MODE[,MODE]] [--runs 3] [--seconds 5] [--quick] [--json FILE]
 * [--write] [--list] [--contract URL]`: scenarios one after another, each on a Caxton of its own, each figure beside what its ground
 * gives in the same run. Everything (load, server, database, queue) shares this machine. How to read it:
 * docs/benchmarks/README.md.
 */

/** Told of each scenario when it has been measured. */
type Keep = (measured: ScenarioReport) => Promise<void>;

async function bench(options: Options): Promise<void> {
  endDescendantsAtExit();
  const keep = await keeper(options);
  const measured: ScenarioReport[] = [];
  for (const open of availableGrounds().reverse())
    measured.push(...(await measureMode(open, options, keep)));
  const reached = judge(measured).filter(({ isReached }) => isReached !== undefined);
  if (reached.length > 0) console.log(`\n## Targets\n\n${renderTargets(reached)}`);
}

/** Another server, on exactly the work that docs/benchmarks/contract.md describes. */
async function benchContract(url: string, options: Options): Promise<void> {
  if (options.keep !== undefined) {
    await keepAccepted(url, options.keep, options.plan.minutes * 60);
    return;
  }
  if (options.check !== undefined) {
    if (!(await checkAccepted(url, options.check))) process.exitCode = 1;
    return;
  }
  endDescendantsAtExit();
  const keep = await keeper(options);
  await keep(await measureContract(url, options.plan));
}

/** Says and writes what has been measured so far after each scenario: a run that is cut short has left what it had. */
async function keeper({ plan, writes, json, scenarios, modes }: Options): Promise<Keep> {
  const machine = await describeMachine();
  console.log(renderMachine(machine));
  const isPart = scenarios !== undefined || modes !== undefined;
  const kept = writes && isPart ? readResults() : [];
  const measured: ScenarioReport[] = [];
  return async (one) => {
    measured.push(one);
    console.log(renderScenario(one));
    const others = kept.filter((old) => !measured.some((own) => isSame(old, own)));
    const all = [...others, ...measured].toSorted((a, b) => placeOf(a) - placeOf(b));
    const report = { machine, plan, scenarios: all, targets: judge(all) };
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`);
    if (writes) await writeReport(report);
  };
}

const isSame = (a: ScenarioReport, b: ScenarioReport): boolean =>
  a.scenario === b.scenario && a.mode === b.mode;

const placeOf = ({ scenario, mode }: ScenarioReport): number =>
  ['scale-out', 'database', 'embedded'].indexOf(mode) * 100 +
  allScenarios.findIndex(({ name }) => name === scenario);

/** The scenarios that are asked for and have something to say on this ground. */
async function measureMode(
  { mode, open }: ReturnType<typeof availableGrounds>[number],
  { modes, scenarios, plan }: Options,
  keep: Keep,
): Promise<ScenarioReport[]> {
  const asked = allScenarios.filter(
    (scenario) =>
      (modes?.includes(mode) ?? scenario.modes.includes(mode)) &&
      (scenarios?.includes(scenario.name) ?? scenario.modes.includes(mode)),
  );
  if (asked.length === 0) return [];
  const reports: ScenarioReport[] = [];
  const ground = await open();
  const bare = await startBareServer();
  try {
    for (const scenario of asked) {
      const report = await measure(scenario, new Stand(mode, plan, ground, bare));
      await keep(report);
      reports.push(report);
    }
  } finally {
    bare.stop();
    await ground.close();
  }
  return reports;
}

/** One that fails is told with what it had found, and the next is measured. */
async function measure(scenario: Scenario, stand: Stand): Promise<ScenarioReport> {
  console.log(`\n… ${scenario.name} (${stand.mode})`);
  const deadline = { minutes: minutesFor(stand.plan), keeps: descendants() };
  try {
    await withinTime(() => scenario.measure(stand), deadline);
  } catch (error) {
    stand.findings.fail(`${scenario.name} ended early: ${String(error)}`);
    process.exitCode = 1;
  }
  return stand.findings.report(scenario.name, scenario.title, stand.mode);
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

const usage = `npm run bench [-- --scenario NAME[,NAME]] [--mode MODE[,MODE]] [--runs 3] [--seconds 5] [--warm 10]
  [--minutes 1] [--stored 500000] [--rates 100,200] [--quick] [--json FILE] [--write] [--list]
npm run bench -- --contract URL [--keep FILE | --check FILE]

Scenarios are told by --list, modes are scale-out, database and embedded; how to read it: docs/benchmarks/README.md.`;

/** What was asked for; nothing where the way to ask is told instead. */
function readCommand(args: readonly string[]): Options | undefined {
  try {
    if (args.includes('--help')) throw new Error('Benchmarks of Caxton.');
    const options = readOptions(args);
    refuseUnknown(options);
    return options;
  } catch (error) {
    console.log(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exitCode = args.includes('--help') ? 0 : 2;
    return undefined;
  }
}

const options = readCommand(process.argv.slice(2));
if (options === undefined) process.exit();
else if (options.lists) list();
else if (options.contract !== undefined) await benchContract(options.contract, options);
else await withServers(import.meta.url, () => bench(options));
