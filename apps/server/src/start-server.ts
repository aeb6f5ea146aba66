import { packageVersion, type Env, type Logger, type PlatformOptions } from '#platform';
import type { Identity } from '#identity';
import type { KeyRing } from '#secrets';
import { composeApiParts, ServerFacts, startApi } from '../../api/src/index.js';
import { startWorker, tellWebhooks, type RunningWorker } from '../../worker/src/index.js';
import type { BannerFacts } from './banner.js';
import { Closers } from './closers.js';
import type { MetricSources } from './metrics/compose-metrics.js';
import { openOperatorPort } from './metrics/open-operator-port.js';
import type { OpenOperators } from './metrics/operator-ports.js';
import { shareFigures } from './metrics/shared-figures.js';
import { requireDatabase } from './needs-database.errors.js';
import { openGround, type Ground } from './open-ground.js';
import { authModeOf, openIdentityOf } from './open-identity.js';
import { endHopeless } from './run-until-signal.js';

interface ServerOptions {
  /** Start no worker: workers run in processes of their own. The command that asked for it. */
  readonly apiOnly?: string | undefined;
  readonly openOperators: OpenOperators;
  /** The embedded Postgres where its start was begun before. */
  readonly postgres?: PlatformOptions['postgres'];
}

/** API, worker and metrics in one process, all of them ready. */
interface RunningServer {
  readonly facts: Omit<BannerFacts, 'processes'>;
  readonly log: Logger;
  /** The first word of a stop: readiness says so, and what would be new work is turned away. */
  announceStop(): void;
  /** Lets running turns finish, then closes everything. */
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
  if (options.apiOnly !== undefined) requireDatabase(env, options.apiOnly);
  const closers = new Closers();
  try {
    const ground = await openGround(env, { onCrash, postgres: options.postgres }, closers);
    const parts = await startParts(ground, options, closers);
    return { ...parts, log: ground.platform.log, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}

async function startParts(
  ground: Ground,
  { apiOnly, openOperators }: ServerOptions,
  closers: Closers,
): Promise<Pick<RunningServer, 'facts' | 'announceStop'>> {
  const { env, platform } = ground;
  const { mode, clock } = platform;
  const hasDocs = env.CAXTON_DOCS ?? authModeOf(env) !== 'required';
  const facts = new ServerFacts(packageVersion(), mode, clock.now(), hasDocs);
  let worker: RunningWorker | undefined;
  let ofApi: () => Pick<MetricSources, 'refused'> = () => ({});
  let told: ReturnType<typeof tellIfAlone> = () => undefined;
  const shared = shareFigures(platform);
  const later: { identity?: Identity } = {};
  const figures = async (withShared: boolean) => ({
    ...(withShared ? await shared() : {}),
    ...{ ...ofApi(), worker: worker?.figures(), webhooks: told() },
  });
  const operators = await openOperatorPort(ground, figures, {
    ...{ open: openOperators, findFault: async () => later.identity?.findFault() },
  });
  closers.add(() => operators.stop());
  const { identity, ring, firstPassword } = await openIdentityOf(env, platform);
  later.identity = identity;
  closers.add(() => {
    identity.close();
  });
  const rateLimits = platform.openRateLimits();
  const delivers = apiOnly === undefined || env.CAXTON_KEYS === undefined;
  const parts = composeApiParts({ ...ground, facts, identity, ring, rateLimits, delivers });
  const api = await startApi(apiSettings(env, apiOnly), parts);
  ofApi = () => ({ refused: api.refused() });
  closers.add(() => api.stop());
  told = tellIfAlone({ ...ground, ring }, apiOnly, closers);
  if (apiOnly === undefined)
    worker = await startTurns({ ...ground, ring }, facts, api.url, closers);
  operators.announceStart();
  const metricsUrl = `${api.url.replace(/:\d+$/, '')}:${String(operators.port)}/metrics`;
  const { version, model } = facts;
  return {
    facts: {
      ...{ version, url: api.url, metricsUrl, mode, dataDir: env.CAXTON_DATA_DIR, model },
      ...{ auth: authModeOf(env), firstPassword, hasDocs },
    },
    announceStop: () => {
      operators.announceStop();
      api.announceStop();
    },
  };
}

function apiSettings(env: Env, apiOnly: string | undefined): Parameters<typeof startApi>[0] {
  return {
    allowedHosts: env.CAXTON_ALLOWED_HOSTS,
    origins: env.CAXTON_CORS_ORIGINS,
    proxies: env.CAXTON_TRUST_PROXY,
    ...{ host: env.CAXTON_HOST, port: env.CAXTON_PORT, maxBody: env.CAXTON_MAX_BODY },
    // Workers of other processes go on writing the answers that are waited for.
    holdMs: apiOnly === undefined ? 0 : env.CAXTON_SHUTDOWN_TIMEOUT,
  };
}

/**
 * Where CAXTON_KEYS is not set, no worker in another process could open what this API has sealed. Gives what
 * this process has done for webhooks, if it tells them.
 */
function tellIfAlone(
  ground: Ground & { readonly ring: KeyRing },
  apiOnly: string | undefined,
  closers: Closers,
): () => ReturnType<typeof tellWebhooks>['figures'] {
  if (apiOnly === undefined || ground.env.CAXTON_KEYS !== undefined) return () => undefined;
  const teller = tellWebhooks(ground);
  closers.add(() => teller.stop());
  ground.platform.log.info({}, 'Webhooks are told by this process, since CAXTON_KEYS is not set.');
  return () => teller.figures;
}

/**
 * After the API, because tools may read this server's own examples and must know its port. Stopped
 * before it: while its last turns finish, the API still hands out their answers.
 */
async function startTurns(
  ground: Ground & { readonly ring: KeyRing },
  facts: ServerFacts,
  url: string,
  closers: Closers,
): Promise<RunningWorker> {
  const onHopeless = (): never => endHopeless(ground.platform.log);
  const worker = await startWorker(ground, { ownPort: Number(new URL(url).port), onHopeless });
  closers.add(() => worker.stop());
  facts.answerWith(worker.model);
  return worker;
}
