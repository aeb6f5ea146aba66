import { readProcessEnv, type Env, type Logger } from '#platform';
import { composeBanner } from './banner.js';
import { explainStartFailure } from './explain-start-failure.js';
import { startServer, type RunningServer } from './start-server.js';

/** Beyond the time that running turns have, a stop may take so long before it is cut short. */
const stopPatienceMs = 10_000;

/**
 * Runs the server until it is told to stop, and gives the exit code. A start that fails says what is
 * wrong and what to do; the second signal ends the process at once.
 */
export async function runServer(settings: Readonly<Record<string, string>> = {}): Promise<number> {
  let env: Env | undefined;
  try {
    env = readProcessEnv(settings);
    const server = await startServer(env, endLoudly);
    announce(server, env);
    const signal = await nextSignal();
    server.log.info({ signal }, 'Stopping; a second signal ends the process at once.');
    void nextSignal().then(() => process.exit(130));
    cutShortAfter(env.CAXTON_SHUTDOWN_TIMEOUT + stopPatienceMs, server.log);
    await server.stop();
    server.log.info({}, 'Stopped.');
    return 0;
  } catch (error) {
    process.stderr.write(`${explainStartFailure(error, env) ?? stackOf(error)}\n`);
    return 1;
  }
}

/** The embedded Postgres died: there is nothing left to stand on. What was acknowledged is on disk. */
function endLoudly(error: Error): void {
  process.stderr.write(
    `${error.message}\nStart the server again; nothing that it accepted is lost.\n`,
  );
  process.exit(1);
}

function announce({ facts, log }: RunningServer, env: Env): void {
  const { url, metricsUrl: metrics_url, mode } = facts;
  const forPeople =
    env.CAXTON_LOG_FORMAT === 'text' || (env.CAXTON_LOG_FORMAT === 'auto' && process.stdout.isTTY);
  if (forPeople) process.stdout.write(composeBanner(facts));
  else log.info({ url, metrics_url, docs: `${url}/docs`, mode }, 'Caxton is ready.');
}

function nextSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const hear = (signal: NodeJS.Signals): void => {
      process.off('SIGINT', hear).off('SIGTERM', hear);
      resolve(signal);
    };
    process.on('SIGINT', hear).on('SIGTERM', hear);
  });
}

function cutShortAfter(milliseconds: number, log: Logger): void {
  setTimeout(() => {
    log.error({}, 'The stop takes too long and is cut short; what was accepted is safe.');
    process.exit(1);
  }, milliseconds).unref();
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
