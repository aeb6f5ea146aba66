import { openDatabase } from '#platform';
import { createReadyDatabase } from '../../support/migrated-database.js';
import { ServerUnderTest } from '../../support/server-under-test.js';
import { latencyOf } from '../percentiles.js';
import { readNumber, withServers } from '../with-servers.js';
import { fillHistory } from './fill-history.js';

/**
 * `npm run bench:operations [-- --messages 1000000] [-- --agents 1000]`: what operators look at, each a hundred times
 * one after another over HTTP, at a server whose real Postgres has that much history.
 */
const history = {
  messages: readNumber('--messages', 1_000_000),
  agents: readNumber('--agents', 1_000),
  days: 30,
};

const paths = [
  '/api/v1/dashboard',
  '/api/v1/config',
  '/health/detailed',
  '/api/v1/agents/Agent7/health',
  '/api/v1/agents?limit=50',
  '/api/v1/conversations?limit=50',
  '/api/v1/capabilities',
  '/api/v1/capabilities/work-7',
  '/api/v1/usage?group_by=agent',
  '/api/v1/usage?group_by=capability,day',
  '/api/v1/usage?group_by=sender,model',
  '/api/v1/storage',
];

async function bench(): Promise<void> {
  const ready = await createReadyDatabase();
  const database = await openDatabase({
    ...{ url: ready.url, pool: 2, entities: [], onPoolError: () => undefined },
    sessionLimits: false,
  });
  const began = performance.now();
  await fillHistory(database, history);
  const seconds = Math.round((performance.now() - began) / 1_000);
  console.log(
    `${String(history.messages)} messages of ${String(history.agents)} agents; filled and counted in ${String(seconds)} s`,
  );
  const server = await ServerUnderTest.start({ settings: { CAXTON_DATABASE_URL: ready.url } });
  try {
    for (const path of paths) console.log(await measure(server.url, path));
  } finally {
    await server.process.stop();
    await database.close();
    await ready.drop();
  }
}

async function measure(url: string, path: string): Promise<string> {
  const samples: number[] = [];
  for (let count = 0; count < 100; count += 1) {
    const began = performance.now();
    const answer = await fetch(`${url}${path}`);
    await answer.text();
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)}`);
    samples.push(performance.now() - began);
  }
  const { p50, p95, p99 } = latencyOf(samples);
  return `${path.padEnd(44)} p50 ${String(p50)} ms, p95 ${String(p95)} ms, p99 ${String(p99)} ms`;
}

await withServers(import.meta.url, bench);
