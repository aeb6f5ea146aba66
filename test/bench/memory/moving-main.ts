import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packageRoot } from '#platform';
import { availableGrounds } from '../grounds.js';
import { measureMoving, type MovingFigures } from './moving.js';

/**
 * `npm run bench:moving [-- --entities 100000]`: how fast a memory is imported and exported with its vectors,
 * and how much the server grows meanwhile, on a real Postgres and on the embedded one (a tenth of it).
 * Targets on Postgres that are missed end it with 1.
 */

const leastPerSecond = 1_000;
const mostGrownMegabytes = 400;
const entities = Number(readOption('--entities') ?? 100_000);

async function bench(): Promise<void> {
  const missed: string[] = [];
  for (const { open } of availableGrounds().slice(0, 2)) {
    const ground = await open();
    const count = ground.mode === 'embedded' ? Math.min(entities, 10_000) : entities;
    try {
      const figures = await measureMoving(ground, count);
      for (const way of ['import', 'export'] as const) {
        console.log(`${ground.title}, ${String(count)} entities, ${way}: ${tell(figures[way])}`);
        missed.push(...(ground.mode === 'embedded' ? [] : judge(way, figures[way])));
      }
    } finally {
      await ground.close();
    }
  }
  for (const target of missed) console.log(`MISSED: ${target}`);
  if (missed.length > 0) process.exitCode = 1;
}

function tell({ perSecond, megabytes, grownMegabytes }: MovingFigures): string {
  return `${String(perSecond)}/s, ${String(megabytes)} MB, the server grew by ${String(grownMegabytes)} MB`;
}

function judge(way: string, { perSecond, grownMegabytes }: MovingFigures): string[] {
  return [
    ...(perSecond < leastPerSecond ? [`${way} of ${String(leastPerSecond)}/s`] : []),
    ...(grownMegabytes > mostGrownMegabytes
      ? [`${way} within ${String(mostGrownMegabytes)} MB`]
      : []),
  ];
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
