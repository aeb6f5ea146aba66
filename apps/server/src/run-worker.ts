import { readProcessEnv } from '#platform';
import type { WorkerOptions } from '../../worker/src/index.js';
import { Closers } from './closers.js';
import { requireDatabase } from './needs-database.errors.js';
import { endHopeless, endLoudly, runUntilSignal } from './run-until-signal.js';

/** Runs a worker until it is told to stop, and gives the exit code. */
export function runWorker(
  settings: Readonly<Record<string, string>>,
  options: WorkerOptions,
): Promise<number> {
  return runUntilSignal(
    () => readProcessEnv(settings),
    async (env) => {
      requireDatabase(env, 'caxton worker start');
      const { openGround } = await import('./open-ground.js');
      const { startWorker } = await import('../../worker/src/index.js');
      const closers = new Closers();
      try {
        const ground = await openGround(env, endLoudly, closers);
        const { log } = ground.platform;
        const onHopeless = (): never => endHopeless(log);
        const worker = await startWorker(ground, { ...options, onHopeless });
        closers.add(() => worker.stop());
        log.info({ ...worker.model }, 'The worker is ready.');
        return { log, stop: () => closers.close() };
      } catch (error) {
        await closers.close();
        throw error;
      }
    },
  );
}
