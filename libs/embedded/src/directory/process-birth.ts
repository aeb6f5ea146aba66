import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** When it is not known; two processes of one number are then taken for the same. */
const unknown = '0';

/**
 * What tells a process from a later one with the same number: when it was born. Undefined when
 * there is no such process, or only its unburied rest (a zombie writes nothing).
 */
export function birthOf(pid: number): string | undefined {
  if (!exists(pid)) return undefined;
  if (process.platform === 'linux') return birthOnLinux(pid);
  return process.platform === 'win32' ? unknown : birthByPs(pid);
}

/**
 * What tells this machine or container from another that shares the directory, whose process
 * numbers mean nothing here.
 */
export function placeOfProcesses(): string {
  return shortHash(`${hostname()} ${readOr(() => readlinkSync('/proc/self/ns/pid'), '')}`);
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process is one all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Clock ticks since boot (field 22 of proc(5) stat), which mean nothing without the boot. */
function birthOnLinux(pid: number): string | undefined {
  const stat = readOr(() => readFileSync(`/proc/${pid}/stat`, 'utf8'), '');
  const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === '' || state === 'Z' || state === 'X') return undefined;
  const boot = readOr(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'), '');
  return `${fields[18] ?? unknown}.${shortHash(boot)}`;
}

function birthByPs(pid: number): string | undefined {
  const begun = readOr(
    () => execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }),
    unknown,
  ).trim();
  return begun === '' || begun === unknown ? unknown : shortHash(begun);
}

function readOr(read: () => string, otherwise: string): string {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
