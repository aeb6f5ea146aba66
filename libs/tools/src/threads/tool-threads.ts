import { Worker } from 'node:worker_threads';
import { ToolFault } from '../tool.errors.js';
import { Slots } from './slots.js';
import type { ThreadAnswer } from './thread-answer.js';

export interface ToolThreadsOptions {
  /** The compiled `*.thread.js`. */
  readonly entry: URL;
  /** What a thread is called where threads are listed. */
  readonly name: string;
  /** Threads at the same time; others wait. */
  readonly most: number;
  /** Heap of one thread in megabytes. */
  readonly memoryMb: number;
}

/**
 * Does the heavy work of a tool beside the event loop, one thread for each call, a few at a time. Work
 * that needs too much memory ends its thread and nothing else; work that is stuck ends with the call.
 */
export class ToolThreads<Job, Result> {
  readonly #slots: Slots;

  constructor(private readonly options: ToolThreadsOptions) {
    this.#slots = new Slots(options.most);
  }

  /**
   * @throws {ToolFault} as the work does, or when it needs more memory than a thread has
   * @throws the signal's reason when it aborts first; the thread is then ended
   */
  async run(job: Job, signal: AbortSignal): Promise<Result> {
    const leave = await this.#slots.enter(signal);
    try {
      return understand(await this.#ask(job, signal), this.options.name);
    } finally {
      leave();
    }
  }

  /** Settles when the thread has ended, so that its slot is free for the next. */
  async #ask(job: Job, signal: AbortSignal): Promise<ThreadAnswer<Result>> {
    signal.throwIfAborted();
    const { entry, name, memoryMb } = this.options;
    const worker = new Worker(entry, {
      workerData: job,
      // Flags of the parent (a test runner's, say) and its secrets are not the thread's business.
      execArgv: [],
      env: {},
      name,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    const end = (): void => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    try {
      return await answerOf<Result>(worker, name);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      await worker.terminate();
    }
  }
}

function answerOf<Result>(worker: Worker, name: string): Promise<ThreadAnswer<Result>> {
  return new Promise<ThreadAnswer<Result>>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`the ${name} thread ended with code ${String(code)}`));
    });
  }).catch((error: unknown) => {
    throw isOutOfMemory(error) ? tooLarge : error;
  });
}

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = new ToolFault(
  'TOOL_FAILED',
  'this needs more memory than one call may use; ask for something smaller',
);

function understand<Result>(answer: ThreadAnswer<Result>, name: string): Result {
  if ('result' in answer) return answer.result;
  if ('fault' in answer) throw new ToolFault(answer.fault.code, answer.fault.message);
  throw new Error(`the ${name} thread failed: ${answer.defect}`);
}
