import { Worker } from 'node:worker_threads';
import { outOfMemory, type ThreadAnswer, type ThreadOrder } from './thread-answer.js';

/*
 * A process that does one job in a thread of its own, tells what came of it and ends. The thread has a limit of
 * memory; but where it asks for too much in one piece, V8 ends the process, not the thread: so it is not the
 * process of the server. The process itself stays awake beside the thread, and ends with the server.
 */
process.once('disconnect', () => process.exit());
process.once('message', (order) => {
  run(order as ThreadOrder);
});

function run({ entry, name, memoryMb, job }: ThreadOrder): void {
  const worker = new Worker(new URL(entry), {
    workerData: job,
    execArgv: [],
    env: {},
    name,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
  });
  worker.once('message', tell);
  worker.once('error', (error) => {
    tell(isOutOfMemory(error) ? { fault: outOfMemory } : { defect: String(error) });
  });
  worker.once('exit', (code) => {
    tell({ defect: `it ended with code ${String(code)}` });
  });
}

/** The first word counts; with it the process ends. */
function tell(answer: ThreadAnswer<unknown>): void {
  process.send?.(answer, () => process.exit());
}

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_WORKER_OUT_OF_MEMORY';
