import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { openDatabase, packageRoot } from '#platform';
import { createReadyDatabase } from '../../support/migrated-database.js';
import { ServerUnderTest } from '../../support/server-under-test.js';
import { fillHistory } from '../operations/fill-history.js';
import { latencyOf } from '../percentiles.js';
import { readNumber, withServers } from '../with-servers.js';
import { archiveOlderThan, type Archived } from './archive-older-than.js';
import { TurnsBeside } from './turns-beside.js';

/**
 * `npm run bench:archive [-- --messages 1000000] [-- --of-conversation 1]`: a real Postgres with so many messages over 30
 * days; what is older than three of them, nine tenths, is archived in the background while turns go on. Tells how long
 * turns took before, meanwhile and after, and how long the archive.
 */
const history = {
  messages: readNumber('--messages', 100_000),
  ofConversation: readNumber('--of-conversation', 1),
  ...{ agents: 50, days: 30 },
};
const aloneMs = readNumber('--seconds', 20) * 1_000;

async function bench(): Promise<void> {
  const ready = await createReadyDatabase();
  const database = await openDatabase({
    ...{ url: ready.url, pool: 2, entities: [], onPoolError: () => undefined },
    sessionLimits: false,
  });
  await fillHistory(database, history);
  await database.close();
  console.log(
    `${String(history.messages)} messages, ${String(history.ofConversation)} to a conversation`,
  );
  const server = await ServerUnderTest.start({
    settings: {
      CAXTON_DATABASE_URL: ready.url,
      CAXTON_AGENTS_DIR: join(packageRoot(), 'test/e2e/agents'),
      ...{ CAXTON_RATE_LIMIT: '0', CAXTON_RATE_LIMIT_WORKSPACE: '0' },
      CAXTON_RATE_LIMIT_ADDRESS: '0',
    },
  });
  try {
    await measure(server.url);
  } finally {
    await server.process.stop();
    await ready.drop();
  }
}

async function measure(url: string): Promise<void> {
  const turns = new TurnsBeside(url);
  await turns.during(pause(2_000));
  report('before', await turns.during(pause(aloneMs)));
  let archived: Archived | undefined;
  const meanwhile = await turns.during(
    archiveOlderThan(url, '3d').then((done) => {
      archived = done;
    }),
  );
  report('meanwhile', meanwhile);
  report('after', await turns.during(pause(aloneMs)));
  if (archived === undefined) throw new Error('The archive did not end.');
  const { count, ms } = archived;
  const rate = Math.round((count / ms) * 1_000);
  console.log(
    `archive: ${String(count)} conversations in ${(ms / 1_000).toFixed(1)} s, ${String(rate)} a second`,
  );
}

function report(when: string, samples: readonly number[]): void {
  const { p50, p95, p99 } = latencyOf(samples);
  console.log(
    `${when.padEnd(10)} ${String(samples.length).padStart(6)} turns: p50 ${String(p50)} ms, ` +
      `p95 ${String(p95)} ms, p99 ${String(p99)} ms`,
  );
}

await withServers(import.meta.url, bench);
