import { within, type Logger, type Platform } from '#platform';
import type { MetricSources } from './compose-metrics.js';
import { countFigures } from './count-figures.js';
import { countStanding } from './count-standing.js';

/** Longer than this nobody waits for figures: Prometheus gives a process ten seconds for all of its metrics. */
const patienceMs = 3_000;

type Shared = Pick<MetricSources, 'server' | 'standing'>;

/**
 * What the database knows for all processes. While it does not answer, the figures are left out, and what
 * this process knows of itself is told all the same.
 */
export function shareFigures(platform: Platform): () => Promise<Shared> {
  const [server, standing] = [countFigures(platform), countStanding(platform)];
  return async () => {
    const [figures, stands] = await Promise.all([
      ifThere(server, platform.log),
      ifThere(standing, platform.log),
    ]);
    return { server: figures, standing: stands };
  };
}

async function ifThere<Figures>(
  count: () => Promise<Figures>,
  log: Logger,
): Promise<Figures | undefined> {
  try {
    return await within(count(), patienceMs);
  } catch (error) {
    log.warn({ err: error }, 'The figures of the database are missing in the metrics.');
    return undefined;
  }
}
