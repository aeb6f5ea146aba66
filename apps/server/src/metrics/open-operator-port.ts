import type { Ground } from '../open-ground.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';
import { startOperatorEndpoint, type OperatorEndpoint } from './operator-endpoint.js';
import { probeGround } from './probe-ground.js';

/** Listens on CAXTON_METRICS_PORT. Thrown when it is taken: EADDRINUSE. */
export function openOperatorPort(
  { env, platform }: Ground,
  read: () => Promise<MetricSources>,
  port = env.CAXTON_METRICS_PORT,
): Promise<OperatorEndpoint> {
  const facts = {
    metrics: async () => composeMetrics(await read()),
    ground: () => probeGround(platform),
  };
  return startOperatorEndpoint({ host: env.CAXTON_HOST, port }, facts, platform.log);
}
