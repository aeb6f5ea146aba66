import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { basename } from 'node:path';
import { ToolFault } from '../tool.errors.js';
import { Slots } from './slots.js';
import { outOfMemory, type ThreadAnswer, type ThreadOrder } from './thread-answer.js';

/** Beside the programs that are compiled with it. */
const host = basename(new URL('./host.thread.js', import.meta.url).pathname);

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
 * Does the heavy work of a tool beside the event loop, one thread for each call, in a process of its own, a
 * few at a time. Work that needs too much memory ends its process and nothing else; work that is stuck ends
 * with the call.
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
    const child = fork(new URL(`../threads/${host}`, entry), {
      // Flags of the parent (a test runner's, say) and its secrets are not the child's business.
      execArgv: [],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const ended = once(child, 'exit');
    const end = (): void => void child.kill('SIGKILL');
    signal.addEventListener('abort', end, { once: true });
    try {
      const answer = await answerOf<Result>(child, { entry: entry.href, name, memoryMb, job });
      signal.throwIfAborted();
      return answer;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      child.kill('SIGKILL');
      await ended;
    }
  }
}

function answerOf<Result>(child: ChildProcess, order: ThreadOrder): Promise<ThreadAnswer<Result>> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer) => {
      resolve(answer as ThreadAnswer<Result>);
    });
    child.once('error', reject);
    // By itself, or by the system that has no more memory to give.
    child.once('exit', (code, killedBy) => {
      if (killedBy !== null) resolve({ fault: outOfMemory });
      else reject(new Error(`the ${order.name} process ended with code ${String(code)}`));
    });
    child.send(order, (error) => {
      if (error !== null) reject(error);
    });
  });
}

function understand<Result>(answer: ThreadAnswer<Result>, name: string): Result {
  if ('result' in answer) return answer.result;
  if ('fault' in answer) throw new ToolFault(answer.fault.code, answer.fault.message);
  throw new Error(`the ${name} thread failed: ${answer.defect}`);
}
