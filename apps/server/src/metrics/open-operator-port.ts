import { readMeasures } from '#signals';
import { within } from '#platform';
import type { Ground } from '../open-ground.js';
import { composeMetrics, type MetricSources } from './compose-metrics.js';
import { EventLoopLag } from './event-loop-lag.js';
import { measureDisk } from './ground-metrics.js';
import type { OperatorEndpoint } from './operator-endpoint.js';
import type { OpenOperators, ProcessFacts } from './operator-ports.js';
import { probeGround } from './probe-ground.js';
import { measureProcess } from './process-metrics.js';

/** Of this process, whoever asks and on whatever port. */
const loopLag = new EventLoopLag();
const readProcess = measureProcess();

/** Longer than this nobody waits to hear that secrets are locked. */
const patienceMs = 800;

const noFault = (): Promise<string | undefined> => Promise.resolve(undefined);

export interface OperatorOptions {
  /** How they ask. */
  readonly open: OpenOperators;
  /** Why this process can give and check no tokens. @default it gives and checks none */
  readonly findFault?: () => Promise<string | undefined>;
}

/** Lets operators ask for the metrics and the state of this process. */
export function openOperatorPort(
  { env, platform }: Ground,
  read: (withShared: boolean) => Promise<MetricSources>,
  { open, findFault = noFault }: OperatorOptions,
): Promise<OperatorEndpoint> {
  const look = async (withShared: boolean): Promise<MetricSources> => {
    const [sources, checks, disk] = await Promise.all([
      ...([read(withShared), probeGround(platform)] as const),
      measureDisk(env.CAXTON_DATA_DIR),
    ]);
    return { ...sources, loopLag: loopLag.read(), ground: { checks, disk } };
  };
  const facts: ProcessFacts = {
    metrics: async (withShared) => [
      [
        ...(await composeMetrics(await look(withShared))),
        ...(await readMeasures()),
        ...(await readProcess()),
      ],
    ],
    ground: async () => {
      const [checks, fault] = await Promise.all([
        probeGround(platform),
        // Without Postgres nobody knows, and that is told by itself.
        within(findFault(), patienceMs).catch(() => undefined),
      ]);
      return fault === undefined ? checks : { ...checks, secrets: 'locked' as const };
    },
  };
  return open(facts, env, platform.log);
}
