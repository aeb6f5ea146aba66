import type { Ground } from '../open-ground.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';
import { EventLoopLag } from './event-loop-lag.js';
import { startOperatorEndpoint, type OperatorEndpoint } from './operator-endpoint.js';
import { probeGround } from './probe-ground.js';

/** Of this process, whoever asks and on whatever port. */
const loopLag = new EventLoopLag();

/** Listens on CAXTON_METRICS_PORT. Thrown when it is taken: EADDRINUSE. */
export function openOperatorPort(
  { env, platform }: Ground,
  read: () => Promise<MetricSources>,
  port = env.CAXTON_METRICS_PORT,
): Promise<OperatorEndpoint> {
  const facts = {
    metrics: async () => composeMetrics({ ...(await read()), loopLag: loopLag.read() }),
    ground: () => probeGround(platform),
  };
  return startOperatorEndpoint({ host: env.CAXTON_HOST, port }, facts, platform.log);
}
