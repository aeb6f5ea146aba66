import { familyOf, readProcesses } from './processes.js';

/** Processes that this one has started, and theirs; none where there is no /proc. */
export function descendants(): Set<number> {
  const family = familyOf(process.pid, readProcesses());
  return new Set(family.filter((pid) => pid !== process.pid));
}

/** Kills all that this process has started but those named: what is left after a scenario failed must not run beside the next. */
export function endDescendants(except: ReadonlySet<number> = new Set()): number {
  const left = [...descendants()].filter((pid) => !except.has(pid));
  for (const pid of left) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since.
    }
  }
  return left.length;
}

/** Lets nothing that this process has started outlive it, however it ends. */
export function endDescendantsAtExit(): void {
  process.on('exit', () => void endDescendants());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}
