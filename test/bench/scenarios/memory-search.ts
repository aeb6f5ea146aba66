import type { Deployment } from '../stand/deployment.js';
import { runClosed } from './closed.js';
import { type Scenario } from './scenario.js';

const batch = 100;
const things = [
  'parcel',
  'ferry',
  'glass',
  'driver',
  'depot',
  'invoice',
  'customer',
  'van',
  'rail',
  'mail',
];

/** By words, so that no embedding model is measured along; `bench:memory` measures the search by meaning. */
export const memorySearch: Scenario = {
  name: 'memory',
  title: 'Memory searched over HTTP, by words, among 2,000 entities',
  modes: ['scale-out'],
  measure: (stand) =>
    stand.with({ worker: true }, async (deployment) => {
      await remember(deployment, stand.plan.isTiny ? 100 : 2_000);
      const query = `${things[3] ?? ''}+{c}`;
      const path = `/api/v1/memory/search?agent_id=Rememberer&query=${query}&mode=keyword&limit=5`;
      const request = { method: 'GET', path, conversations: 500 } as const;
      const runs = await runClosed(stand, deployment, { request, connections: 8, ground: 'echo' });
      const { findings } = stand;
      const rate = runs.measured.map(({ perSecond }) => perSecond);
      findings.figure('searches, 8 clients', '1/s', rate, [
        { name: 'bare Fastify echo', values: runs.ground },
      ]);
      const p50 = runs.measured.map((one) => one.p50);
      findings.figure('a search, p50', 'ms', p50);
      const p99 = runs.measured.map((one) => one.p99);
      findings.figure('a search, p99', 'ms', p99);
      const costs = runs.measured.map((one) => one.costs);
      findings.cost('a search', costs);
    }),
};

async function remember(deployment: Deployment, count: number): Promise<void> {
  const agent = { name: 'Rememberer', capabilities: ['remember'], system_prompt: 'Remember.' };
  await deployment.ask('POST', '/agents', { ...agent, memory: { enabled: true } });
  for (let first = 0; first < count; first += batch) {
    const entities = Array.from({ length: batch }, (_, index) => describe(first + index));
    await deployment.ask('POST', '/memory/entities/batch', { agent_id: 'Rememberer', entities });
  }
}

function describe(n: number): object {
  const word = (by: number): string => things[Math.floor(n / by) % things.length] ?? '';
  return {
    entity_name: `thing ${n}`,
    entity_type: 'note',
    observations: [`The ${word(1)} of ${word(10)} ${n % 500} waits for the ${word(100)}.`],
  };
}
