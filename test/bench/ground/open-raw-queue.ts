import {
  createPostgresBackend,
  createRedisBackend,
  Queue,
  Worker,
  type BackendFactory,
  type ConnectionOptions,
  type IQueueBackend,
} from 'bullmq';
import type { Ground } from '../grounds.js';

export type RawQueue = Queue<unknown, void, string, unknown, void, string, IQueueBackend>;
type RawWorker = Worker<unknown, void, string, IQueueBackend>;

/** What can be told to another process of a ground. */
export type QueueGround = Pick<Ground, 'mode' | 'queue'>;

let queues = 0;

/** A name that no other queue of this run has. */
export function nameQueue(): string {
  queues += 1;
  return `bench-${process.pid}-${queues}`;
}

/** BullMQ as it comes. */
export async function openQueue(ground: QueueGround, name: string): Promise<RawQueue> {
  const [options, backend] = connect(ground);
  const queue: RawQueue = new Queue(name, options, backend);
  await queue.waitUntilReady();
  return queue;
}

/** A worker that does nothing but tell of each job. */
export function openWorker(ground: QueueGround, name: string, heard: () => void): RawWorker {
  const [options, backend] = connect(ground);
  return new Worker(
    name,
    () => {
      heard();
      return Promise.resolve();
    },
    { ...options, concurrency: 32, removeOnComplete: { count: 0 } },
    backend,
  );
}

function connect({ queue }: QueueGround): [{ connection: ConnectionOptions }, BackendFactory] {
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
