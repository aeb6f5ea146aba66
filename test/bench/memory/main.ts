import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';
import { measureEmbedded, measureServer } from './measure-grounds.js';
import { measureSizes } from './measure-sizes.js';
import { measureRecallOfTexts } from './real-texts.js';

/**
 * `npm run bench:memory [-- --entities 100000]`: how well memory finds what it knows (recall@5 on the
 * fables of `test/retrieval`), then how fast and how exactly it does among very many, on a real Postgres
 * and on the embedded one. Targets that are missed end it with 1. `--sizes`: only from how many in sight on
 * the index is quicker than comparing them all.
 */

const entities = Number(readOption('--entities') ?? 100_000);

async function bench(): Promise<void> {
  const url = process.env['CAXTON_TEST_DATABASE_URL'];
  if (!url) throw new Error('There is no Postgres here, and this measures one.');
  if (process.argv.includes('--sizes')) return measureSizes(entities);
  const missed = [
    ...(await measureRecallOfTexts()),
    ...(await measureServer(entities)),
    ...(await measureEmbedded(Math.min(entities, 10_000))),
  ];
  for (const target of missed) console.log(`MISSED: ${target}`);
  if (missed.length > 0) process.exitCode = 1;
}

/** Again, with a real Postgres around it. */
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

await (process.env['CAXTON_BENCH_INSIDE'] === '1' ? bench() : benchWithServers());
