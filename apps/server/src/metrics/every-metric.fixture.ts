import { measure, readMeasures, stages, tally, watched } from '#signals';
import type { MetricsOfProcess } from './add-up-metrics.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';

const one = new Map([['x', 1]]);

/** Something of everything that can be told. */
const everything: MetricSources = {
  server: {
    agents: [{ kind: 'configuration', count: 1 }],
    messages: [{ capability: 'a', status: 'completed', count: 1, seconds: 1 }],
    memories: [{ scope: 'agent', count: 1 }],
    waiting: 0,
    webhooks: { waiting: 0, oldest: 0 },
  },
  standing: {
    backlog: [{ capability: 'a', waiting: 1, oldest: 1 }],
    ...{ deadLetters: 0, workers: [], databaseBytes: 1 },
  },
  refused: one,
  worker: { turns: 1, running: 1, fenced: 0, lostLeases: 0, wedges: 0, withheld: one },
  webhooks: { attempts: one, disabled: one },
  loopLag: new Map([[1, 0]]),
  ground: {
    checks: { database: 'ok', queue: 'ok' },
    disk: { freeBytes: 1, sizeBytes: 1 },
  },
};

/** One of everything that a process measures. */
async function measureEverything(): Promise<void> {
  for (const [name, { labels }] of Object.entries(stages)) {
    const given = Object.fromEntries(labels.map((label) => [label, 'x']));
    await watched(name as keyof typeof stages, given as never, () => Promise.resolve());
  }
  measure('queue_wait', { capability: 'a' }, 1);
  measure('message', { capability: 'a', status: 'completed' }, 1);
  measure('request', { method: 'GET', route: '/', status: '2xx' }, 1);
  const of = { agent: 'A', capability: 'a', provider: 'p', model: 'm' };
  tally('tokens', { ...of, direction: 'input' });
  tally('cost', { ...of, currency: 'USD' });
  tally('chore_failures', { chore: 'c' });
  tally('validation_gaps', { class: '22', operation: 'turn' });
}

/** Every metric of ours, with a value of each. */
export async function everyMetric(): Promise<MetricsOfProcess> {
  await measureEverything();
  return [...(await composeMetrics(everything)), ...(await readMeasures())];
}
