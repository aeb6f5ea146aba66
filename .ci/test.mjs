import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measuredTests } from '../test/support/measured-tests.mjs';
import { startTestServers } from '../test/support/servers/test-servers.mjs';
import { build } from './prepare/build.mjs';
import { installPackages, requireNode } from './prepare/packages.mjs';
import { runScript, say, style } from './prepare/progress.mjs';
import { runProgram } from './prepare/run-program.mjs';
import { placeTemporaryFiles } from './prepare/temporary-files.mjs';
import { readReport, summarise } from './prepare/test-reports.mjs';

/**
 * Two runs for each size of test: first several files at a time (above the unit tests two, which wait more
 * than they compute), then the measured ones, each alone.
 */
const runs = [...runsOf('unit', '100%'), ...runsOf('integration', '2'), ...runsOf('e2e', '2')];

function runsOf(size, workers) {
  const alone = measuredTests(size);
  // The first two are ignored in jest.config.mjs, which this list replaces.
  const ignored = ['/node_modules/', '/dist/', ...alone];
  const several = [`--maxWorkers=${workers}`, '--testPathIgnorePatterns', ...ignored];
  return [
    { name: `${size} tests`, args: [...several, '--selectProjects', size] },
    {
      name: `${size} tests, each measured alone`,
      args: ['--runInBand', ...alone, '--selectProjects', size],
    },
  ];
}

const nodeOptions = [
  process.env.NODE_OPTIONS,
  '--experimental-vm-modules',
  '--disable-warning=ExperimentalWarning',
];

/** Runs some of the tests and returns what its report says. */
async function runTests({ name, args }, env, directory) {
  say(`\n${style.bold(`▸ ${name}`)}`);
  const report = join(directory, `${name}.json`);
  const jest = ['node_modules/jest/bin/jest.js', ...args];
  const code = await runProgram(
    process.execPath,
    [...jest, '--ci', '--json', '--outputFile', report],
    { env: { ...env, NODE_OPTIONS: nodeOptions.filter(Boolean).join(' ') } },
  );
  return { code, ...readReport(report) };
}

async function runAll(env) {
  const directory = mkdtempSync(join(tmpdir(), 'caxton-test-reports-'));
  try {
    const results = [];
    for (const run of runs) results.push(await runTests(run, env, directory));
    return results;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

await runScript(async () => {
  requireNode();
  await installPackages();
  await build();
  placeTemporaryFiles();
  const servers = await startTestServers();
  try {
    const results = await runAll(servers.env);
    say(`\n${summarise(results)}`);
    const isGreen = results.every(({ code, failed }) => code === 0 && failed === 0);
    return isGreen && results.some(({ passed }) => passed > 0) ? 0 : 1;
  } finally {
    await servers.stop();
  }
});
