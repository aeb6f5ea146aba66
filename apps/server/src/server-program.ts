import { beginPostgres, type Env, type Logger } from '#platform';
import { composeBanner, firstPasswordLine, type BannerFacts } from './banner.js';
import { isForPeople } from './is-for-people.js';
import { onMetricsPort } from './metrics/operator-ports.js';
import { requireDatabase } from './needs-database.errors.js';
import { probePort } from './probe-port.js';
import type { ServerCommand } from './processes/start-order.js';
import type { Program } from './program.js';
import { endLoudly } from './run-until-signal.js';

/** What is announced of one process. */
type ServerFacts = Omit<BannerFacts, 'processes'>;

/** API, worker and metrics, or an API alone. */
export function serverProgram(
  settings: Readonly<Record<string, string>>,
  options: ServerCommand,
): Program<ServerFacts> {
  const { apiOnly } = options;
  return {
    command: apiOnly ?? 'caxton server start',
    order: { program: 'server', settings, options },
    check: async (env) => {
      if (apiOnly !== undefined) requireDatabase(env, apiOnly);
      await probePort(env.CAXTON_HOST, env.CAXTON_PORT);
      await probePort(env.CAXTON_HOST, env.CAXTON_METRICS_PORT);
    },
    openOperators: onMetricsPort,
    start: async (env, openOperators) => {
      // Loaded only now: a bad setting or a taken port is told in a fraction of the time.
      const loading = import('./start-server.js');
      const postgres = apiOnly === undefined ? beginPostgres(env) : undefined;
      const { startServer } = await loading;
      return startServer(env, { apiOnly, openOperators, postgres }, endLoudly);
    },
    announce: ([first, ...others], env, log) => {
      if (first !== undefined) announce({ ...first, processes: 1 + others.length }, env, log);
    },
  };
}

function announce(facts: BannerFacts, env: Env, log: Logger): void {
  const { url, metricsUrl: metrics_url, mode, auth, firstPassword, hasDocs, processes } = facts;
  const asText = isForPeople(env);
  if (asText) process.stdout.write(composeBanner(facts));
  else {
    const docs = hasDocs ? { docs: `${url}/docs` } : {};
    const several = processes === 1 ? {} : { processes };
    log.info({ url, metrics_url, ...docs, mode, auth, ...several }, 'Caxton is ready.');
  }
  // The password belongs to whoever starts the server, not to the log: it goes to the terminal alone.
  if (!asText && firstPassword !== undefined)
    process.stderr.write(firstPasswordLine(firstPassword, new Date()));
}
