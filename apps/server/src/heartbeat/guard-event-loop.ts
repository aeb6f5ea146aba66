import { url as debuggerUrl } from 'node:inspector';
import { Worker } from 'node:worker_threads';
import type { Env } from '#platform';
import { isForPeople } from '../is-for-people.js';

/** What the guarding thread is given. */
export interface Pulse {
  /** Counted up by the event loop. */
  readonly beats: SharedArrayBuffer;
  /** Between two looks of the thread, milliseconds. */
  readonly everyMs: number;
  /** Looks without a beat after which the process is ended. */
  readonly patience: number;
  /** Whether the log is text. */
  readonly asText: boolean;
}

const everyMs = 500;
/** A machine that is only busy must not look like one whose loop is blocked. */
const shortestMs = 10_000;

/**
 * Ends this process with SIGKILL when its event loop has been blocked for two leases (a handler that
 * loops for ever): all that it held is lost to it, it answers nobody, and a signal would not be heard.
 * Its supervisor starts another. The thread counts its own looks, so a process that was stopped and
 * goes on is not taken for a blocked one; under a debugger nothing is guarded.
 */
export function guardEventLoop(env: Pick<Env, 'CAXTON_LEASE' | 'CAXTON_LOG_FORMAT'>): void {
  if (debuggerUrl() !== undefined) return;
  const beats = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const count = new Int32Array(beats);
  setInterval(() => Atomics.add(count, 0, 1), everyMs).unref();
  const pulse: Pulse = {
    ...{ beats, everyMs, patience: Math.max(2 * env.CAXTON_LEASE, shortestMs) / everyMs },
    asText: isForPeople(env),
  };
  const entry = new URL('./event-loop.thread.js', import.meta.url);
  // Flags of this process (a heap's size, say) are not the thread's business.
  const thread = new Worker(entry, { workerData: pulse, execArgv: [], name: 'heartbeat' });
  // Without it everything works, only a blocked loop stays.
  thread.on('error', () => undefined);
  thread.unref();
}
