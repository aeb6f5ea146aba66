import { tellMeasures } from '#signals';
import { within } from '#platform';
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

/** Longer than this nobody waits to hear that secrets are locked. */
const patienceMs = 800;

const noFault = (): Promise<string | undefined> => Promise.resolve(undefined);

export interface OperatorOptions {
  /** @default CAXTON_METRICS_PORT */
  readonly port?: number;
  /** Why this process can give and check no tokens. @default it gives and checks none */
  readonly findFault?: () => Promise<string | undefined>;
}

/** Listens on CAXTON_METRICS_PORT. Thrown when it is taken: EADDRINUSE. */
export function openOperatorPort(
  { env, platform }: Ground,
  read: () => Promise<MetricSources>,
  { port = env.CAXTON_METRICS_PORT, findFault = noFault }: OperatorOptions = {},
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
    ground: async () => {
      const [checks, fault] = await Promise.all([
        probeGround(platform),
        // Without Postgres nobody knows, and that is told by itself.
        within(findFault(), patienceMs).catch(() => undefined),
      ]);
      return fault === undefined ? checks : { ...checks, secrets: 'locked' as const };
    },
  };
  return startOperatorEndpoint({ host: env.CAXTON_HOST, port }, facts, platform.log);
}
