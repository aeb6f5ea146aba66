import { Worker } from 'node:worker_threads';
import { EmbedderUnavailable } from './embedder.errors.js';
import type { EmbedAnswer, EmbedderBirth, EmbedText } from './embedder-talk.js';

interface Waiting {
  readonly resolve: (vector: Float32Array) => void;
  readonly reject: (reason: EmbedderUnavailable) => void;
}

/**
 * The worker thread as its owner sees it: a text goes in, a vector comes out. It keeps the process
 * alive only while a text is under way. Once it has died every call fails; its owner starts another.
 */
export class EmbedderThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #death: EmbedderUnavailable | undefined;

  constructor(entry: URL, birth: EmbedderBirth) {
    // Flags of the parent (a test runner's, say) are not the thread's business.
    this.#worker = new Worker(entry, { workerData: birth, execArgv: [], name: 'embedder' });
    this.#hold();
    // Node 20 holds the process by the thread's port again once the thread runs.
    this.#worker.once('online', () => {
      this.#hold();
    });
    this.#worker.on('message', (answer: EmbedAnswer) => {
      this.#settle(answer);
    });
    this.#worker.on('error', (error) => {
      this.#die(error.message, error);
    });
    this.#worker.on('exit', (code) => {
      this.#die(`its thread ended with code ${code}`);
    });
  }

  get isDead(): boolean {
    return this.#death !== undefined;
  }

  embed(text: string): Promise<Float32Array> {
    return new Promise((resolve, reject) => {
      if (this.#death !== undefined) {
        reject(this.#death);
        return;
      }
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, { resolve, reject });
      this.#hold();
      this.#worker.postMessage({ id: this.#lastId, text } satisfies EmbedText);
    });
  }

  async stop(): Promise<void> {
    this.#die('it has been stopped');
    await this.#worker.terminate();
  }

  /** Somebody who waits for a vector must not see the process end before it comes. */
  #hold(): void {
    if (this.#waiting.size > 0) this.#worker.ref();
    else this.#worker.unref();
  }

  #settle(answer: EmbedAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('vector' in answer) waiting?.resolve(answer.vector);
    else waiting?.reject(new EmbedderUnavailable(answer.problem));
    this.#hold();
  }

  #die(reason: string, cause?: unknown): void {
    this.#death ??= new EmbedderUnavailable(reason, { cause });
    for (const { reject } of this.#waiting.values()) reject(this.#death);
    this.#waiting.clear();
  }
}
