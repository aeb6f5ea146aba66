import type { Readiness } from '#protocol';
import type { Env, Logger } from '#platform';
import { addUpMetrics, type MetricsOfProcess } from './add-up-metrics.js';
import { startOperatorEndpoint, type OperatorEndpoint } from './operator-endpoint.js';

/** What operators may learn of a process, or of several as of one. */
export interface ProcessFacts {
  /** Of each process. `withShared`: also what the database knows for all of them. */
  readonly metrics: (withShared: boolean) => Promise<readonly MetricsOfProcess[]>;
  readonly ground: () => Promise<Readiness['checks']>;
}

/** Lets operators ask. Thrown when it takes a port that is taken: EADDRINUSE. */
export type OpenOperators = (
  facts: ProcessFacts,
  env: Env,
  log: Logger,
) => Promise<OperatorEndpoint>;

/** On CAXTON_METRICS_PORT. */
export const onMetricsPort: OpenOperators = (facts, env, log) =>
  onPort(env.CAXTON_METRICS_PORT, facts, env, log);

/** Several workers on one machine cannot all have the port that is set: the next take a free one. */
export const onAnyPort: OpenOperators = async (facts, env, log) => {
  try {
    return await onMetricsPort(facts, env, log);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const port = env.CAXTON_METRICS_PORT;
    log.warn({ port }, 'CAXTON_METRICS_PORT is in use; taking a free port.');
    return onPort(0, facts, env, log);
  }
};

function onPort(
  port: number,
  { metrics, ground }: ProcessFacts,
  { CAXTON_HOST: host }: Env,
  log: Logger,
): Promise<OperatorEndpoint> {
  const facts = { metrics: async () => addUpMetrics(await metrics(true)), ground };
  return startOperatorEndpoint({ host, port }, facts, log);
}
