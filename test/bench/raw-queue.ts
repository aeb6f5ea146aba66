import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type ConnectionOptions,
  type IQueueBackend,
} from 'bullmq';
import type { Ground } from './grounds.js';
import { latencyOf, perSecond, type Latency } from './percentiles.js';

type RawQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend>;
type RawWorker = Worker<unknown, void, string, IQueueBackend>;

/** BullMQ alone, as it comes: what the ground gives before anybody builds on it. */
export interface RawFigures {
  readonly addPerSecond: number;
  readonly processPerSecond: number;
  /** From `add` to the processor, one job at a time. */
  readonly latency: Latency;
}

export interface Amount {
  readonly messages: number;
  readonly singles: number;
  /** In flight at the same time. */
  readonly width: number;
}

/** Adds jobs, then processes them, then sends single ones through. */
export async function measureRawQueue(ground: Ground, amount: Amount): Promise<RawFigures> {
  const name = `bench-${String(process.pid)}-${ground.mode}`;
  const [options, backend] = connect(ground);
  const queue: RawQueue = new Queue(name, options, backend);
  try {
    await queue.waitUntilReady();
    const addMs = await timed(() => addAll(queue, amount));
    const heard = new Map<string, () => void>();
    let left = amount.messages;
    const drained = new Promise<void>((resolve) => heard.set('drained', resolve));
    const startedAt = performance.now();
    const worker: RawWorker = new Worker(
      name,
      (job) => {
        heard.get(job.name)?.();
        left -= 1;
        if (left === 0) heard.get('drained')?.();
        return Promise.resolve();
      },
      { ...options, concurrency: 32, removeOnComplete: { count: 0 } },
      backend,
    );
    await drained;
    const processMs = performance.now() - startedAt;
    const latency = latencyOf(await measureSingles(queue, heard, amount.singles));
    await worker.close();
    return {
      addPerSecond: perSecond(amount.messages, addMs),
      processPerSecond: perSecond(amount.messages, processMs),
      latency,
    };
  } finally {
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

function connect({ queue }: Ground): [{ connection: ConnectionOptions }, BackendFactory] {
  if ('redis' in queue) {
    const { hostname, port } = new URL(queue.redis);
    const connection = { host: hostname, port: Number(port), maxRetriesPerRequest: null };
    return [{ connection }, createRedisBackend];
  }
  const connection: ConnectionOptions = {
    connectionString: queue.postgres,
    max: 8,
    migrate: true,
  };
  return [{ connection }, createPostgresBackend as BackendFactory];
}

async function addAll(queue: RawQueue, { messages, width }: Amount): Promise<void> {
  let next = 0;
  const adder = async (): Promise<void> => {
    while (next < messages) {
      next += 1;
      await queue.add('job', { n: next }, { removeOnComplete: true });
    }
  };
  await Promise.all(Array.from({ length: width }, adder));
}

async function measureSingles(
  queue: RawQueue,
  heard: Map<string, () => void>,
  count: number,
): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const name = `single-${String(index)}`;
    const processed = new Promise<void>((resolve) => heard.set(name, resolve));
    const startedAt = performance.now();
    await queue.add(name, {}, { removeOnComplete: true });
    await processed;
    samples.push(performance.now() - startedAt);
  }
  return samples;
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}
