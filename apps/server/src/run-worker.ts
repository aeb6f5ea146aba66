import { readProcessEnv, type Env } from '#platform';
import type { WorkerOptions } from '../../worker/src/index.js';
import { Closers } from './closers.js';
import { requireDatabase } from './needs-database.errors.js';
import { endLoudly, runUntilSignal, type Runnable } from './run-until-signal.js';

const command = 'caxton worker start';

/** Runs a worker until it is told to stop, and gives the exit code. */
export function runWorker(
  settings: Readonly<Record<string, string>>,
  options: WorkerOptions,
): Promise<number> {
  return runUntilSignal(
    command,
    () => readProcessEnv(settings),
    async (env) => {
      requireDatabase(env, command);
      return startAlone(env, options);
    },
  );
}

async function startAlone(env: Env, options: WorkerOptions): Promise<Runnable> {
  // Loaded only now: a bad setting is told in a fraction of the time.
  const { openGround } = await import('./open-ground.js');
  const { startLoneWorker } = await import('./start-lone-worker.js');
  const closers = new Closers();
  try {
    const ground = await openGround(env, { onCrash: endLoudly }, closers);
    const announceStop = await startLoneWorker(ground, options, closers);
    return { log: ground.platform.log, announceStop, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
