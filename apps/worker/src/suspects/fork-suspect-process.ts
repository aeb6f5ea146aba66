import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SuspectProcess } from './suspect-lane.js';

/** Heap of the process in MB: a message that eats more takes only this process with it. */
const heapMb = 512;

/** Starts the process that runs suspects. `entry` is the compiled `suspect-process.js`. */
export function forkSuspectProcess(entry: URL): SuspectProcess {
  const child = fork(fileURLToPath(entry), [], {
    execArgv: [...conditionsOf(process.execArgv), `--max-old-space-size=${String(heapMb)}`],
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

/**
 * The flags that choose what stands behind a name (`#faults`): a child is to run the same program. Others,
 * such as the heap or a debugger's port, are the parent's own.
 */
export function conditionsOf(flags: readonly string[]): string[] {
  return flags.filter((flag, index) => {
    const isValue = separate.has(flags[index - 1] ?? '');
    return isValue || separate.has(flag) || /^(?:--conditions|-C)=/.test(flag);
  });
}

/** Their value follows as a word of its own. */
const separate: ReadonlySet<string> = new Set(['--conditions', '-C']);
