import { packageVersion, systemCaller, type Env, type Logger } from '#platform';
import { composeApiParts, ServerFacts, startApi } from '../../api/src/index.js';
import { startWorker } from '../../worker/src/index.js';
import type { BannerFacts } from './banner.js';
import { Closers } from './closers.js';
import { FigureCounter } from './metrics/figures.js';
import { readAgentFigures, readMessageFigures } from './metrics/figures.repository.js';
import { startMetrics, type MetricsEndpoint } from './metrics/metrics-endpoint.js';
import { requireDatabase } from './needs-database.errors.js';
import { openGround, type Ground } from './open-ground.js';
import { endHopeless } from './run-until-signal.js';

export interface ServerOptions {
  /** Start no worker: workers run in processes of their own. @default false */
  readonly apiOnly?: boolean;
}

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
  options: ServerOptions,
  onCrash: (error: Error) => void,
): Promise<RunningServer> {
  if (options.apiOnly === true) requireDatabase(env, 'caxton server start --api-only');
  const closers = new Closers();
  try {
    const ground = await openGround(env, onCrash, closers);
    const facts = await startParts(ground, options, closers);
    return { facts, log: ground.platform.log, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startParts(
  ground: Ground,
  { apiOnly = false }: ServerOptions,
  closers: Closers,
): Promise<BannerFacts> {
  const { env, platform } = ground;
  const { mode, clock } = platform;
  const facts = new ServerFacts(packageVersion(), mode, clock.now());
  const metrics = await startFigures(ground);
  closers.add(() => metrics.stop());
  const settings = { host: env.CAXTON_HOST, port: env.CAXTON_PORT, maxBody: env.CAXTON_MAX_BODY };
  const api = await startApi(settings, composeApiParts({ ...ground, facts }));
  closers.add(() => api.stop());
  if (!apiOnly) await startTurns(ground, facts, api.url, closers);
  const metricsUrl = `${api.url.replace(/:\d+$/, '')}:${String(metrics.port)}/metrics`;
  const { version, model } = facts;
  return { version, url: api.url, metricsUrl, mode, dataDir: env.CAXTON_DATA_DIR, model };
}

/**
 * After the API, because tools may read this server's own examples and must know its port. Stopped
 * before it: while its last turns finish, the API still hands out their answers.
 */
async function startTurns(
  ground: Ground,
  facts: ServerFacts,
  url: string,
  closers: Closers,
): Promise<void> {
  const onHopeless = (): never => endHopeless(ground.platform.log);
  const worker = await startWorker(ground, { ownPort: Number(new URL(url).port), onHopeless });
  closers.add(() => worker.stop());
  facts.answerWith(worker.model);
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
