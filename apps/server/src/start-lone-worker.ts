import { openKeyRing } from '#secrets';
import { startWorker, type WorkerOptions } from '../../worker/src/index.js';
import { Closers } from './closers.js';
import { openOperatorPort } from './metrics/open-operator-port.js';
import type { OperatorEndpoint } from './metrics/operator-endpoint.js';
import type { Ground } from './open-ground.js';
import { endHopeless } from './run-until-signal.js';

/**
 * Starts the worker of a process that is nothing else, with its port for operators. Gives the first
 * word of its stop, after which its readiness says that it ends.
 */
export async function startLoneWorker(
  ground: Ground,
  options: WorkerOptions,
  closers: Closers,
): Promise<() => void> {
  const { env, platform } = ground;
  const onHopeless = (): never => endHopeless(platform.log);
  // A key of its own would open nothing that another process sealed.
  const keys = env.CAXTON_KEYS;
  const ring = keys === undefined ? undefined : await openKeyRing(keys, env.CAXTON_DATA_DIR);
  const worker = await startWorker({ ...ground, ring }, { ...options, onHopeless });
  const port = new Closers();
  // Closed after the worker: while its last turns finish, operators still see how they do.
  closers.add(() => port.close());
  closers.add(() => worker.stop());
  const operators = await openAnyPort(ground, () => Promise.resolve({ worker: worker.figures() }));
  port.add(() => operators.stop());
  const metrics_url = `http://${env.CAXTON_HOST}:${String(operators.port)}/metrics`;
  platform.log.info({ ...worker.model, id: worker.id, metrics_url }, 'The worker is ready.');
  return () => {
    operators.announceStop();
  };
}

/** Several workers on one machine cannot all have the port that is set: the next take a free one. */
async function openAnyPort(
  ground: Ground,
  read: Parameters<typeof openOperatorPort>[1],
): Promise<OperatorEndpoint> {
  try {
    return await openOperatorPort(ground, read);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    const port = ground.env.CAXTON_METRICS_PORT;
    ground.platform.log.warn({ port }, 'CAXTON_METRICS_PORT is in use; taking a free port.');
    return openOperatorPort(ground, read, { port: 0 });
  }
}
