import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** Where Linux says how much of its processors a container may take: `200000 100000` is two of them, `max` all. */
const quotaFile = '/sys/fs/cgroup/cpu.max';

/** Cores that this process may use: of its machine, or of its container. */
export function availableCores(): number {
  return withinQuota(availableParallelism(), readQuota());
}

/** Whole cores within a quota, and at least one. What cannot be read is no quota. */
export function withinQuota(cores: number, quota: string): number {
  const [time, period] = quota.trim().split(' ').map(Number);
  const allowed = Math.floor((time ?? NaN) / (period ?? NaN));
  return Number.isNaN(allowed) ? cores : Math.max(1, Math.min(cores, allowed));
}

function readQuota(): string {
  try {
    return readFileSync(quotaFile, 'utf8');
  } catch {
    return 'max';
  }
}
