import { latencyOf } from '../../bench/percentiles.js';
import { createEmptyDatabase, createQueuePrefix } from '../../support/databases.js';
import { serverUrl } from '../../support/test-servers.js';
import { runInsideServers } from '../kit/run-inside-servers.js';
import { RecoveryRun } from './recovery-run.js';

/**
 * `npm run bench:recovery [-- --rounds 20]`: how long a mailbox waits for its next turn when its worker
 * is killed, and when it is told to stop, so many times each, with the settings of the product.
 */

async function main(): Promise<number> {
  const at = process.argv.indexOf('--rounds');
  const rounds = at === -1 ? 20 : Number(process.argv[at + 1]);
  const database = await createEmptyDatabase();
  const run = await RecoveryRun.open({
    databaseUrl: database.url,
    redisUrl: serverUrl('redis'),
    queuePrefix: createQueuePrefix(),
  });
  try {
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const waits = await run.measure(signal, rounds);
      const { p50, p99 } = latencyOf(waits);
      console.log(
        `${signal} of a worker → next turn: ${String(rounds)} ends, ${String(waits.length)} mailboxes, ` +
          `p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms, max ${Math.max(...waits).toFixed(0)} ms`,
      );
    }
    const problems = await run.problems();
    for (const problem of problems) console.log(`  ✗ ${problem}`);
    return problems.length === 0 ? 0 : 1;
  } finally {
    await run.close();
    await database.drop();
  }
}

await runInsideServers(import.meta.url, main);
