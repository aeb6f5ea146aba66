import { Command } from 'commander';
import { createEmptyDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { fuzz, type FuzzReport } from './fuzz.js';
import { troublesOf } from './troubles.js';

const whole = (text: string): number => Number.parseInt(text, 10);

const program = new Command('fuzz')
  .description('Makes requests from the OpenAPI document, and holds every answer to it.')
  .option('--requests <n>', 'how many', whole, 100_000)
  .option('--only <text>', 'only operations such as `POST /api/v1/auth`', '')
  .option('--seed <n>', 'repeats a run', whole, Date.now() % 1_000_000)
  .parse();
const { requests, seed, only } = program.opts<{ requests: number; seed: number; only: string }>();

const data = createEmptyDataDir();
const server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
const began = performance.now();
const report = await fuzz({ url: server.url, requests, seed, only });
const took = performance.now() - began;
const { output } = await server.process.stop();
data.remove();
process.stdout.write(told(report, took) + troublesOf(output).join(''));
process.exitCode = report.findings.length === 0 ? 0 : 1;

function told({ statuses, accepted, findings, ...run }: FuzzReport, ms: number): string {
  const counts = [...statuses]
    .sort(([a], [b]) => a - b)
    .map(([s, n]) => `${String(s)}: ${String(n)}`);
  return [
    ...findings,
    `${String(run.requests)} requests in ${(ms / 1_000).toFixed(1)} s, seed ${String(seed)}`,
    `answers: ${counts.join(', ')}`,
    `${String(accepted.size)} operations took one or more; busy ${String(run.busy)} times; ${String(findings.length)} findings`,
    '',
  ].join('\n');
}
