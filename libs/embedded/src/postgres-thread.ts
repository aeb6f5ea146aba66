import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';
import type { EmbeddedLog, PostgresBirth, ThreadNews, ThreadOrder } from './postgres-talk.js';

/**
 * In this much the recursion that Postgres allows itself (max_stack_depth, 2 MB of its own stack)
 * fits: with 16 MB deep JSON overflowed the thread's stack first, which kills the engine instead of
 * failing the query.
 */
const stackMegabytes = 64;

/** A thread that does not stop by then is ended as a kill would end it, in milliseconds. */
const stopWithin = 15_000;

/** Whom the thread tells how it fares. */
export interface ThreadEvents {
  readonly log: EmbeddedLog;
  /** Told once, when the thread was ready and then died without being asked to. */
  readonly onDeath: (error: EmbeddedPostgresUnavailable) => void;
}

/** The thread of Postgres as its owner sees it. */
export class PostgresThread {
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #ready: Promise<number>;
  #isServing = false;

  constructor(
    entry: URL,
    birth: PostgresBirth,
    private readonly events: ThreadEvents,
  ) {
    this.#worker = new Worker(entry, {
      workerData: birth,
      // Flags of the parent (a test runner's, say) are not the thread's business.
      execArgv: [],
      name: 'postgres',
      resourceLimits: { stackSizeMb: stackMegabytes },
    });
    this.#ended = once(this.#worker, 'exit').then(() => undefined);
    this.#ready = this.#becomeReady();
    // Told to whoever waits for it.
    this.#ready.catch(() => undefined);
  }

  /** The port it listens on, once it does. */
  get ready(): Promise<number> {
    return this.#ready;
  }

  /** Resolves when the thread has ended, for whatever reason: nobody writes any more. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  async stop(): Promise<void> {
    this.#isServing = false;
    this.#worker.postMessage('stop' satisfies ThreadOrder);
    const timer = setTimeout(() => {
      this.events.log('warn', 'The embedded Postgres did not stop in time and was ended.');
      void this.#worker.terminate();
    }, stopWithin);
    await this.#ended;
    clearTimeout(timer);
  }

  async kill(): Promise<void> {
    this.#isServing = false;
    await this.#worker.terminate();
  }

  #becomeReady(): Promise<number> {
    return new Promise((resolve, reject) => {
      const die = (reason: string, cause?: unknown): void => {
        const error = new EmbeddedPostgresUnavailable(reason, { cause });
        reject(error);
        this.#die(error);
      };
      this.#worker.on('message', (news: ThreadNews) => {
        if (news.kind === 'log') this.events.log(news.level, news.message);
        if (news.kind === 'failed') die(news.problem);
        if (news.kind === 'ready') {
          this.#isServing = true;
          resolve(news.port);
        }
      });
      this.#worker.on('error', (error) => {
        die(error.message, error);
      });
      this.#worker.on('exit', (code) => {
        die(`its thread ended with code ${code}`);
      });
    });
  }

  #die(error: EmbeddedPostgresUnavailable): void {
    if (!this.#isServing) return;
    this.#isServing = false;
    this.events.onDeath(error);
  }
}
