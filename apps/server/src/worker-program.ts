import type { Env } from '#platform';
import type { WorkerOptions } from '../../worker/src/index.js';
import { Closers } from './closers.js';
import { onAnyPort } from './metrics/operator-ports.js';
import { requireDatabase } from './needs-database.errors.js';
import type { Program, Started } from './program.js';
import { endLoudly } from './run-until-signal.js';
import type { LoneWorkerOptions, WorkerFacts } from './start-lone-worker.js';

const command = 'caxton worker start';

/** A worker alone. */
export function workerProgram(
  settings: Readonly<Record<string, string>>,
  options: WorkerOptions,
): Program<WorkerFacts> {
  return {
    command,
    order: { program: 'worker', settings, options },
    check: async (env) => {
      requireDatabase(env, command);
    },
    openOperators: onAnyPort,
    start: (env, openOperators) => startAlone(env, { ...options, openOperators }),
    announce: ([first, ...others], _env, log) => {
      if (first === undefined) return;
      const { id, model, metricsUrl: metrics_url } = first;
      const ids = others.length === 0 ? { id } : { ids: [id, ...others.map((one) => one.id)] };
      log.info({ ...model, ...ids, metrics_url }, 'The worker is ready.');
    },
  };
}

async function startAlone(env: Env, options: LoneWorkerOptions): Promise<Started<WorkerFacts>> {
  // Loaded only now: a bad setting is told in a fraction of the time.
  const { openGround } = await import('./open-ground.js');
  const { startLoneWorker } = await import('./start-lone-worker.js');
  const closers = new Closers();
  try {
    const ground = await openGround(env, { onCrash: endLoudly }, closers);
    const worker = await startLoneWorker(ground, options, closers);
    return { ...worker, log: ground.platform.log, stop: () => closers.close() };
  } catch (error) {
    await closers.close();
    throw error;
  }
}
