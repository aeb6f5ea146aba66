import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SuspectProcess } from './suspect-lane.js';

/** Heap of the process in MB: a message that eats more takes only this process with it. */
const heapMb = 512;

/** Starts the process that runs suspects. `entry` is the compiled `suspect-process.js`. */
export function forkSuspectProcess(entry: URL): SuspectProcess {
  const child = fork(fileURLToPath(entry), [], {
    execArgv: [`--max-old-space-size=${String(heapMb)}`],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', () => child.kill('SIGKILL'));
  return {
    tell: (order) => {
      if (child.connected) child.send(order, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', listener);
    },
    end: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
