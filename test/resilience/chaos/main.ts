import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { packageRoot } from '#platform';
import { ChaosRun } from './chaos-run.js';
import { isClean, render } from './report.js';
import { openSite, type Site } from './site.js';

/**
 * `npm run chaos -- --minutes 20 --seed 7 [--rate 125] [--lease 10s] [--every 3300] [--json FILE]`:
 * two APIs and three workers over a Redis and a Postgres of their own, under load, while faults fall
 * as the seed says. Exit code 1 when anything was lost, doubled or reordered.
 */

async function main(): Promise<number> {
  const seed = Number(option('--seed') ?? Math.floor(Math.random() * 1_000_000));
  const minutes = Number(option('--minutes') ?? 20);
  const lease = option('--lease') ?? '10s';
  const folder = join(packageRoot(), '.caxton/chaos', `seed-${String(seed)}`);
  console.log(`Chaos: seed ${String(seed)}, ${String(minutes)} min. Logs are in ${folder}`);
  const site = await openSite({ folder, lease });
  closeOnSignals(site);
  try {
    const report = await new ChaosRun(site, {
      ...{ seed, minutes, lease },
      rate: Number(option('--rate') ?? 125),
      everyMs: Number(option('--every') ?? 3_300),
      say: (line) => {
        console.log(line);
      },
    }).run();
    const file = resolve(option('--json') ?? join(folder, 'report.json'));
    writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    console.log(`\n${render(report)}\n\nThe whole report: ${file}`);
    return isClean(report) ? 0 : 1;
  } finally {
    await site.close();
  }
}

/** Ctrl-C reaches the servers as well, so there is nothing left to judge: everything is put away. */
function closeOnSignals(site: Site): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void site.close().finally(() => process.exit(130));
    });
  }
}

function option(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : process.argv[at + 1];
}

process.exitCode = await main();
