import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, createQueuePrefix } from '../../support/databases.js';
import { serverUrl } from '../../support/test-servers.js';
import { runInsideServers } from '../kit/run-inside-servers.js';
import { turnsAtOnce, ZombieRun } from './zombie-run.js';

/** `npm run zombies [-- --count 500]`: so many turns wake too late; exit code 1 when one gets through. */

async function main(): Promise<number> {
  const at = process.argv.indexOf('--count');
  const count = at === -1 ? 500 : Number(process.argv[at + 1]);
  // On a machine that is very busy some turns give up before their worker is stopped.
  const mostRounds = 2 * Math.ceil(count / turnsAtOnce);
  const folder = mkdtempSync(join(tmpdir(), 'caxton-zombies-'));
  const database = await createEmptyDatabase();
  const run = await ZombieRun.open({
    databaseUrl: database.url,
    redisUrl: serverUrl('redis'),
    queuePrefix: createQueuePrefix(),
    folder,
  });
  try {
    for (let round = 1; round <= mostRounds && (await run.countZombies()) < count; round += 1) {
      await run.round();
      console.log(`round ${String(round)}: ${String(await run.countZombies())} zombies`);
    }
    const { zombies, refused, selfFenced, problems } = await run.figures();
    console.log(
      `${String(zombies)} zombies: ${String(refused)} refused at their commit, ` +
        `${String(selfFenced)} aborted by themselves, ${String(problems.length)} through`,
    );
    for (const problem of problems) console.log(`  ✗ ${problem}`);
    return problems.length === 0 && zombies >= count ? 0 : 1;
  } finally {
    await run.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await runInsideServers(import.meta.url, main);
