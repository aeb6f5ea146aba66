import { openKeyRing } from '#secrets';
import { startWorker, type WorkerOptions } from '../../worker/src/index.js';
import { Closers } from './closers.js';
import { openOperatorPort } from './metrics/open-operator-port.js';
import type { OpenOperators } from './metrics/operator-ports.js';
import type { Ground } from './open-ground.js';
import { endHopeless } from './run-until-signal.js';

/** What is announced of a worker. */
export interface WorkerFacts {
  readonly id: string;
  /** Provider and name of what answers when an agent does not choose its own model. */
  readonly model: object;
  readonly metricsUrl: string;
}

export interface LoneWorkerOptions extends WorkerOptions {
  readonly openOperators: OpenOperators;
}

/** A worker, and the first word of its stop, after which its readiness says that it ends. */
interface LoneWorker {
  readonly facts: WorkerFacts;
  announceStop(): void;
}

/** Starts the worker of a process that is nothing else, with its port for operators. */
export async function startLoneWorker(
  ground: Ground,
  { openOperators: open, ...options }: LoneWorkerOptions,
  closers: Closers,
): Promise<LoneWorker> {
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
  const read = () => Promise.resolve({ worker: worker.figures() });
  const operators = await openOperatorPort(ground, read, { open });
  operators.announceStart();
  port.add(() => operators.stop());
  const metricsUrl = `http://${env.CAXTON_HOST}:${String(operators.port)}/metrics`;
  return {
    facts: { id: worker.id, model: worker.model, metricsUrl },
    announceStop: () => {
      operators.announceStop();
    },
  };
}
