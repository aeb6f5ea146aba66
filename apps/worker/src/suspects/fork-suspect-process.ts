import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SuspectProcess } from './suspect-lane.js';

/** Heap of the process in MB: a message that eats more takes only this process with it. */
const heapMb = 512;

/**
 * Starts the process that runs suspects. `entry` is the compiled `suspect-process.js`. One that cannot be started
 * (the machine has no process or file left for it) has ended.
 */
export function forkSuspectProcess(entry: URL, program = process.execPath): SuspectProcess {
  const child = fork(fileURLToPath(entry), [], {
    execPath: program,
    execArgv: [...conditionsOf(process.execArgv), `--max-old-space-size=${String(heapMb)}`],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', () => child.kill('SIGKILL'));
  const ended = endOf(child);
  return {
    tell: (order) => {
      if (child.connected) child.send(order, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      void ended.then(listener);
    },
    end: () => {
      if (child.connected) child.disconnect();
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

/** With the reason when there was never a process: Node then tells of an error, and of no exit. */
function endOf(child: ChildProcess): Promise<Error | undefined> {
  return new Promise((resolve) => {
    child.once('exit', () => {
      resolve(undefined);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) resolve(error);
    });
  });
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
