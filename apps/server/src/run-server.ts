import { readProcessEnv, type Env } from '#platform';
import { composeBanner } from './banner.js';
import { endLoudly, runUntilSignal } from './run-until-signal.js';
import { startServer, type RunningServer, type ServerOptions } from './start-server.js';

/** Runs the server until it is told to stop, and gives the exit code. */
export function runServer(
  settings: Readonly<Record<string, string>>,
  options: ServerOptions,
): Promise<number> {
  return runUntilSignal(
    () => readProcessEnv(settings),
    async (env) => {
      const server = await startServer(env, options, endLoudly);
      announce(server, env);
      return server;
    },
  );
}

function announce({ facts, log }: RunningServer, env: Env): void {
  const { url, metricsUrl: metrics_url, mode } = facts;
  const isForPeople =
    env.CAXTON_LOG_FORMAT === 'text' || (env.CAXTON_LOG_FORMAT === 'auto' && process.stdout.isTTY);
  if (isForPeople) process.stdout.write(composeBanner(facts));
  else log.info({ url, metrics_url, docs: `${url}/docs`, mode }, 'Caxton is ready.');
}
