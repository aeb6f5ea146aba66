import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '#platform';
import { describeWith } from '../support/test-servers.js';
import type { Report } from './report/report.js';

const smallest = [
  ...['--runs', '1', '--seconds', '0.5', '--warm', '0.3', '--rates', '10', '--tiny'],
  ...['--mode', 'scale-out', '--scenario', 'turn'],
];

const processes = ['api', 'worker', 'redis', 'postgres', 'load'];

/** Runs the built benchmark on the servers of this run. */
async function runBench(json: string): Promise<{ report: Report; out: string }> {
  const program = join(packageRoot(), 'dist/test/bench/main.js');
  const child = spawn(process.execPath, [program, ...smallest, '--json', json], {
    env: { ...process.env, NODE_OPTIONS: '', CAXTON_BENCH_INSIDE: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const out = await text(child.stdout);
  expect(await ended).toEqual([0, null]);
  return { report: JSON.parse(readFileSync(json, 'utf8')) as Report, out };
}

describeWith(['postgres', 'redis'], 'npm run bench', () => {
  const folder = mkdtempSync(join(tmpdir(), 'caxton-bench-'));

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('tells each figure with its spread and its ground, and what a message costs', async () => {
    const { report, out } = await runBench(join(folder, 'report.json'));
    const [scenario] = report.scenarios;
    expect(scenario).toMatchObject({ scenario: 'turn', mode: 'scale-out', failures: [] });
    expect(scenario?.figures.map(({ name }) => name)).toEqual([
      ...['turns, 64 clients', 'turn, 64 clients, p50', 'turn, 64 clients, p99'],
      ...['idle, p50', 'idle, p99'],
      ...['turn at 10/s, done', 'turn at 10/s, p50', 'turn at 10/s, p99'],
    ]);
    expect(scenario?.figures.find(({ unit }) => unit === '1/s')).toMatchObject({
      values: [expect.any(Number)],
      grounds: [{ name: 'BullMQ jobs, added and processed' }],
    });
    expect(scenario?.costs).toMatchObject([
      {
        transactions: expect.any(Number) as unknown,
        cpuMicros: Object.fromEntries(processes.map((name) => [name, expect.any(Number)])),
      },
    ]);
    expect(report.targets.find(({ figure }) => figure === 'idle, p50')).toMatchObject({
      ...{ scenario: 'turn', mode: 'scale-out', most: 5, unit: 'ms' },
      ...{ measured: expect.any(Number) as unknown, isReached: expect.any(Boolean) as unknown },
    });
    expect(report.machine).toMatchObject({ node: process.version });
    expect(report.machine.postgres).toContain('fsync on');
    expect(out).toContain('BullMQ jobs, added and processed');
  });
});
