import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';
import { availableGrounds } from './grounds.js';
import { measureRawQueue } from './raw-queue.js';
import { renderTable, type ModeFigures } from './report.js';
import { measureServer } from './served-messages.js';

/**
 * `npm run bench [-- --messages 2000] [-- --json figures.json]`: a server of each mode with an agent
 * that does nothing, beside BullMQ alone on the same kind of ground, in one run. Everything (load,
 * server, database, queue) shares this machine.
 */

const amount = { messages: readNumber('--messages', 2_000), singles: 200, width: 64 };

async function measureAll(): Promise<ModeFigures[]> {
  const all: ModeFigures[] = [];
  for (const open of availableGrounds()) {
    const ground = await open();
    try {
      console.log(`Measuring ${ground.title} …`);
      const raw = await measureRawQueue(ground, amount);
      const served = await measureServer(ground, amount);
      all.push({ mode: ground.mode, title: ground.title, raw, served });
    } finally {
      await ground.close();
    }
  }
  return all;
}

async function bench(): Promise<void> {
  const figures = await measureAll();
  const [model] = cpus();
  const machine = {
    cpu: `${String(cpus().length)} × ${model?.model.trim() ?? 'unknown'}`,
    node: process.version,
    load: loadavg().map((value) => Math.round(value * 10) / 10),
  };
  console.log(`\n${renderTable(figures)}\n`);
  const report = JSON.stringify({ machine, amount, figures });
  console.log(report);
  const file = readOption('--json');
  if (file !== undefined) writeFileSync(file, `${report}\n`);
}

/** Again, with real servers around it where they can be had. */
async function benchWithServers(): Promise<void> {
  const wrapper = join(packageRoot(), 'test/support/with-servers.mjs');
  const self = fileURLToPath(import.meta.url);
  const args = [wrapper, '--', process.execPath, self, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, {
    stdio: 'inherit',
    env: { ...process.env, CAXTON_BENCH_INSIDE: '1' },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
}

function readOption(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

function readNumber(name: string, otherwise: number): number {
  return Number(readOption(name) ?? otherwise);
}

await (process.env['CAXTON_BENCH_INSIDE'] === '1' ? bench() : benchWithServers());
