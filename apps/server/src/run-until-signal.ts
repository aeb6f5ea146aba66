import type { Env, Logger } from '#platform';
import { ProcessFailed } from './processes/process-failed.errors.js';
import { guardEventLoop } from './heartbeat/guard-event-loop.js';

/** Something that runs until it is stopped. */
export interface Runnable {
  readonly log: Logger;
  /** The first word of a stop: it begins nothing new, and its readiness says so. */
  announceStop(): void;
  stop(): Promise<void>;
}

/** How a process hears that it is to stop. */
export interface StopOrders {
  /** Settles at the next order: the first stops it, the second ends it at once. */
  next(): Promise<string>;
  /** What is logged at the first. */
  readonly sentence: string;
}

const signals: StopOrders = {
  next: nextSignal,
  sentence: 'Stopping; a second signal ends the process at once.',
};

/** Beyond the time that running turns have, a stop may take so long before it is cut short. */
const stopPatienceMs = 10_000;

/**
 * Starts what the command names, waits for SIGINT or SIGTERM, stops, and gives the exit code. A start that fails says what is
 * wrong and what to do; the second signal ends the process at once.
 * @param orders @default signals
 */
export async function runUntilSignal(
  command: string,
  readEnv: () => Env,
  start: (env: Env) => Promise<Runnable>,
  orders = signals,
): Promise<number> {
  let env: Env | undefined;
  // Heard from the beginning: a start that is interrupted is finished and then undone.
  const signalled = orders.next();
  try {
    env = readEnv();
    const running = await start(env);
    const { log } = running;
    guardEventLoop(env);
    const signal = await signalled;
    log.info({ signal }, orders.sentence);
    void orders.next().then(() => process.exit(130));
    cutShortAfter(env.CAXTON_SHUTDOWN_TIMEOUT + stopPatienceMs, log);
    running.announceStop();
    await running.stop();
    log.info({}, 'Stopped.');
    return 0;
  } catch (error) {
    if (error instanceof ProcessFailed) return error.exitCode;
    const { explainStartFailure } = await import('./explain-start-failure.js');
    process.stderr.write(`${explainStartFailure(error, { command, env }) ?? stackOf(error)}\n`);
    return 1;
  }
}

/** The embedded Postgres died: there is nothing left to stand on. What was acknowledged is on disk. */
export function endLoudly(error: Error): void {
  process.stderr.write(`${error.message}\nStart the server again; nothing it accepted is lost.\n`);
  process.exit(1);
}

/** A process that hears no bells although mail waits is of no use; its supervisor starts another. */
export function endHopeless(log: Logger): never {
  log.error({}, 'Bells stay silent although mail waits. Ending, to be started again.');
  process.exit(1);
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
