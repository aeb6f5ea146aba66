import { Worker } from 'node:worker_threads';
import { ToolFault } from '../tool.errors.js';
import type { CsvAnswer, CsvJob } from './csv-talk.js';
import type { CsvReport } from './csv-report.js';
import { Slots } from './slots.js';

export interface CsvThreadOptions {
  /** The compiled `csv.thread.js`. */
  readonly entry: URL;
  /** Threads at the same time; others wait. */
  readonly most: number;
  /** Heap of one thread in megabytes. */
  readonly memoryMb: number;
}

/**
 * Reads tables beside the event loop, one thread for each, a few at a time. A table that needs too
 * much memory ends its thread and nothing else.
 */
export class CsvThreads {
  readonly #slots: Slots;

  constructor(private readonly options: CsvThreadOptions) {
    this.#slots = new Slots(options.most);
  }

  /**
   * @throws {ToolFault} when the text is no table or too large for the memory of a thread
   * @throws the signal's reason when it aborts first; the thread is then ended
   */
  async analyze(job: CsvJob, signal: AbortSignal): Promise<CsvReport> {
    const leave = await this.#slots.enter(signal);
    try {
      return understand(await this.#run(job, signal));
    } finally {
      leave();
    }
  }

  /** Settles when the thread has ended, so that its slot is free for the next. */
  async #run(job: CsvJob, signal: AbortSignal): Promise<CsvAnswer> {
    signal.throwIfAborted();
    const { entry, memoryMb } = this.options;
    const worker = new Worker(entry, {
      workerData: job,
      // Flags of the parent (a test runner's, say) are not the thread's business.
      execArgv: [],
      name: 'csv',
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 32 },
    });
    const end = (): void => void worker.terminate();
    signal.addEventListener('abort', end, { once: true });
    try {
      return await answerOf(worker);
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      await worker.terminate();
    }
  }
}

function answerOf(worker: Worker): Promise<CsvAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`the csv thread ended with code ${String(code)}`));
    });
  }).catch((error: unknown) => {
    throw isOutOfMemory(error) ? tooLarge : error;
  }) as Promise<CsvAnswer>;
}

const isOutOfMemory = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'ERR_WORKER_OUT_OF_MEMORY';

const tooLarge = new ToolFault(
  'TOOL_FAILED',
  'the table needs more memory than one call may use; ask for a smaller one',
);

function understand(answer: CsvAnswer): CsvReport {
  if ('report' in answer) return answer.report;
  if ('fault' in answer) throw new ToolFault(answer.fault.code, answer.fault.message);
  throw new Error(`the csv thread failed: ${answer.defect}`);
}
