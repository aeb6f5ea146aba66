import { packageVersion, systemCaller, type Env, type Logger } from '#platform';
import { composeApiParts, ServerFacts, startApi } from '../../api/src/index.js';
import { startWorker } from '../../worker/src/index.js';
import type { BannerFacts } from './banner.js';
import { Closers } from './closers.js';
import { FigureCounter } from './metrics/figures.js';
import { readAgentFigures, readMessageFigures } from './metrics/figures.repository.js';
import { startMetrics, type MetricsEndpoint } from './metrics/metrics-endpoint.js';
import { openGround, type Ground } from './open-ground.js';

/** API, worker and metrics in one process, all of them ready. */
export interface RunningServer {
  readonly facts: BannerFacts;
  readonly log: Logger;
  /** Takes no new work, lets running turns finish, then closes everything. */
  stop(): Promise<void>;
}

/**
 * Starts everything that `caxton server start` runs. What was opened is closed again when a part
 * cannot start. `onCrash` is told when the embedded Postgres died under it.
 */
export async function startServer(
  env: Env,
  onCrash: (error: Error) => void,
): Promise<RunningServer> {
  const closers = new Closers();
  try {
    const ground = await openGround(env, onCrash, closers);
    const facts = await startParts(ground, closers);
    return { facts, log: ground.platform.log, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startParts(ground: Ground, closers: Closers): Promise<BannerFacts> {
  const { env, platform } = ground;
  const { mode, clock, log } = platform;
  const version = packageVersion();
  const facts = new ServerFacts(version, mode, clock.now());
  const metrics = await startFigures(ground);
  closers.add(() => metrics.stop());
  const settings = { host: env.CAXTON_HOST, port: env.CAXTON_PORT, maxBody: env.CAXTON_MAX_BODY };
  const api = await startApi(settings, composeApiParts({ ...ground, facts }));
  // Tools may read this server's own examples, so the worker is told the port; it stops first, and
  // while its turns finish the API still hands out their answers.
  closers.add(() => api.stop());
  const ownPort = Number(new URL(api.url).port);
  const worker = await startWorker(ground, { ownPort, onHopeless: () => endHopeless(log) });
  closers.add(() => worker.stop());
  facts.answerWith(worker.model);
  const metricsUrl = `${api.url.replace(/:\d+$/, '')}:${String(metrics.port)}/metrics`;
  return {
    version,
    url: api.url,
    metricsUrl,
    mode,
    dataDir: env.CAXTON_DATA_DIR,
    model: worker.model,
  };
}

function startFigures({ env, platform }: Ground): Promise<MetricsEndpoint> {
  const { database, clock, log } = platform;
  const count = new FigureCounter(
    () =>
      database.read(systemCaller, async (tx) => ({
        agents: await readAgentFigures(tx),
        messages: await readMessageFigures(tx),
      })),
    () => clock.monotonic(),
  );
  return startMetrics({ host: env.CAXTON_HOST, port: env.CAXTON_METRICS_PORT }, count, log);
}

/** A process that hears no bells although mail waits is of no use; its supervisor starts another. */
function endHopeless(log: Logger): never {
  log.error({}, 'Bells stay silent although mail waits. Ending, to be started again.');
  process.exit(1);
}
