import { tellMeasures } from '#signals';
import type { Ground } from '../open-ground.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';
import { EventLoopLag } from './event-loop-lag.js';
import { measureDisk } from './ground-metrics.js';
import { startOperatorEndpoint, type OperatorEndpoint } from './operator-endpoint.js';
import { probeGround } from './probe-ground.js';
import { measureProcess } from './process-metrics.js';

/** Of this process, whoever asks and on whatever port. */
const loopLag = new EventLoopLag();
const tellProcess = measureProcess();

/** Listens on CAXTON_METRICS_PORT. Thrown when it is taken: EADDRINUSE. */
export function openOperatorPort(
  { env, platform }: Ground,
  read: () => Promise<MetricSources>,
  port = env.CAXTON_METRICS_PORT,
): Promise<OperatorEndpoint> {
  const look = async (): Promise<MetricSources> => {
    const [sources, checks, disk] = await Promise.all([
      ...([read(), probeGround(platform)] as const),
      measureDisk(env.CAXTON_DATA_DIR),
    ]);
    return { ...sources, loopLag: loopLag.read(), ground: { checks, disk } };
  };
  const facts = {
    metrics: async () =>
      [await composeMetrics(await look()), await tellMeasures(), await tellProcess()].join('\n'),
    ground: () => probeGround(platform),
  };
  return startOperatorEndpoint({ host: env.CAXTON_HOST, port }, facts, platform.log);
}
