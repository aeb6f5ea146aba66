import { beginPostgres, readProcessEnv, type Env } from '#platform';
import { composeBanner, firstPasswordLine } from './banner.js';
import { probePort } from './probe-port.js';
import { endLoudly, runUntilSignal } from './run-until-signal.js';
import type { RunningServer, ServerOptions } from './start-server.js';

/** Runs the server until it is told to stop, and gives the exit code. */
export function runServer(
  settings: Readonly<Record<string, string>>,
  options: ServerOptions,
): Promise<number> {
  return runUntilSignal(
    options.apiOnly ?? 'caxton server start',
    () => readProcessEnv(settings),
    async (env) => {
      await probePort(env.CAXTON_HOST, env.CAXTON_PORT);
      await probePort(env.CAXTON_HOST, env.CAXTON_METRICS_PORT);
      // Loaded only now: a bad setting or a taken port is told in a fraction of the time.
      const loading = import('./start-server.js');
      const postgres = options.apiOnly === undefined ? beginPostgres(env) : undefined;
      const { startServer } = await loading;
      const server = await startServer(env, { ...options, postgres }, endLoudly);
      announce(server, env);
      return server;
    },
  );
}

function announce({ facts, log }: RunningServer, env: Env): void {
  const { url, metricsUrl: metrics_url, mode, auth, firstPassword, hasDocs } = facts;
  const isForPeople =
    env.CAXTON_LOG_FORMAT === 'text' || (env.CAXTON_LOG_FORMAT === 'auto' && process.stdout.isTTY);
  if (isForPeople) process.stdout.write(composeBanner(facts));
  else {
    const docs = hasDocs ? { docs: `${url}/docs` } : {};
    log.info({ url, metrics_url, ...docs, mode, auth }, 'Caxton is ready.');
  }
  // The password belongs to whoever starts the server, not to the log: it goes to the terminal alone.
  if (!isForPeople && firstPassword !== undefined)
    process.stderr.write(firstPasswordLine(firstPassword, new Date()));
}
