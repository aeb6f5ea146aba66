import { Worker } from 'node:worker_threads';

/** What the watching thread is given. */
export interface ParentWatch {
  /** The process that started this one. */
  readonly parent: number;
  /** How long this process may go on without it, milliseconds. */
  readonly graceMs: number;
}

/**
 * Ends this process with SIGKILL when its parent has died and it has not ended by itself within the
 * grace. It hears of that death by its event loop, which a suspect may block: the loop of such an orphan
 * would turn for ever, for nobody.
 */
export function watchParent(graceMs: number): void {
  const watch: ParentWatch = { parent: process.ppid, graceMs };
  const entry = new URL('./parent.thread.js', import.meta.url);
  const thread = new Worker(entry, { workerData: watch, execArgv: [], name: 'parent' });
  // Without it everything works, only an orphan whose loop is blocked stays.
  thread.on('error', () => undefined);
  thread.unref();
}
