import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { perSecond } from '../percentiles.js';
import { Histogram } from '../statistics/histogram.js';
import type { Ground } from '../grounds.js';
import { nameQueue, openQueue, openWorker, type RawQueue } from './open-raw-queue.js';

/** In flight at the same time, as many as the clients of a saturated server. */
const width = 64;

/**
 * Jobs a second that BullMQ as it comes adds in one process and, at the same time, processes in another: what the
 * ground gives before anybody builds on it.
 */
export async function measureRawQueue(ground: Ground, seconds: number): Promise<number> {
  const name = nameQueue();
  const queue = await openQueue(ground, name);
  const worker = fork(fileURLToPath(new URL('./process-jobs.js', import.meta.url)));
  try {
    worker.send({ ground: { mode: ground.mode, queue: ground.queue }, name });
    await once(worker, 'message');
    await addFor(queue, Math.max(0.5, seconds));
    const startedAt = performance.now();
    const added = await addFor(queue, seconds);
    await untilEmpty(queue);
    return perSecond(added, performance.now() - startedAt);
  } finally {
    worker.kill('SIGKILL');
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

/** From `add` to the processor, one job at a time: the median, in milliseconds. */
export async function measureRawLatency(ground: Ground, jobs: number): Promise<number> {
  const name = nameQueue();
  const queue = await openQueue(ground, name);
  let heard: () => void = () => undefined;
  const worker = openWorker(ground, name, () => {
    heard();
  });
  const latency = new Histogram();
  try {
    await worker.waitUntilReady();
    for (let n = 0; n < jobs; n += 1) {
      const processed = new Promise<void>((resolve) => (heard = resolve));
      const startedAt = performance.now();
      await queue.add('job', { n }, { removeOnComplete: true });
      await processed;
      latency.record(performance.now() - startedAt);
    }
    return latency.percentile(0.5);
  } finally {
    await worker.close();
    await queue.obliterate({ force: true });
    await queue.close();
  }
}

async function addFor(queue: RawQueue, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1_000;
  let added = 0;
  const adder = async (): Promise<void> => {
    while (performance.now() < until) {
      added += 1;
      await queue.add('job', { n: added }, { removeOnComplete: true });
    }
  };
  await Promise.all(Array.from({ length: width }, adder));
  return added;
}

async function untilEmpty(queue: RawQueue): Promise<void> {
  for (;;) {
    const { wait = 0, waiting = 0, active = 0 } = await queue.getJobCounts('wait', 'active');
    if (wait + waiting + active === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
