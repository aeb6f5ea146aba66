import { readdirSync, readFileSync } from 'node:fs';

/** A process as /proc tells of it. */
export interface ProcessFigures {
  readonly parent: number;
  readonly name: string;
  /** Of itself and of its children that have ended. */
  readonly cpuMicros: number;
}

/** Linux counts processor time in hundredths of a second. */
const microsPerTick = 10_000;

/** Reads `/proc/<pid>/stat`. */
export function parseStat(stat: string): ProcessFigures {
  const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, childUser = 0, childSystem = 0] = fields.slice(11, 15);
  return {
    parent: fields[1] ?? 0,
    name,
    cpuMicros: (user + system + childUser + childSystem) * microsPerTick,
  };
}

/** What runs now, by its number; nothing where there is no /proc. */
export function readProcesses(): Map<number, ProcessFigures> {
  const all = new Map<number, ProcessFigures>();
  for (const pid of pids()) {
    try {
      all.set(pid, parseStat(readFileSync(`/proc/${pid}/stat`, 'utf8')));
    } catch {
      // It has ended since.
    }
  }
  return all;
}

function pids(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

/** A process and all that it has started. */
export function familyOf(pid: number, all: ReadonlyMap<number, ProcessFigures>): number[] {
  const children = [...all].flatMap(([child, { parent }]) => (parent === pid ? [child] : []));
  return [pid, ...children.flatMap((child) => familyOf(child, all))];
}

/** Resident memory of a process and all that it has started, in megabytes; 0 where there is no /proc. */
export function residentMegabytes(pid: number): number {
  const bytes = familyOf(pid, readProcesses()).map((member) => {
    try {
      const [, kilobytes] =
        /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${member}/status`, 'utf8')) ?? [];
      return Number(kilobytes ?? 0) * 1_024;
    } catch {
      return 0;
    }
  });
  return Math.round(bytes.reduce((sum, one) => sum + one, 0) / 1_048_576);
}
