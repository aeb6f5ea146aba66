import { formatBytes, type PartHealth } from '#protocol';

const well = (detail: string): PartHealth => ({ status: 'healthy', detail });

/** What is free of a disk, and what it holds in all. */
export interface Disk {
  readonly free: number;
  readonly size: number;
}

/** Below these shares of free room a disk is short, and full. */
const room = { short: 0.1, full: 0.01 };

/** `isNeeded`: what the server keeps is there. Elsewhere a folder that is missing is nobody's loss. */
export function judgeDisk(disk: Disk | undefined, folder: string, isNeeded = true): PartHealth {
  if (disk === undefined && !isNeeded) return well('Nothing is kept on a disk of this machine.');
  if (disk === undefined) {
    return {
      status: 'degraded',
      detail: `${folder} cannot be looked at.`,
      remedy: 'See that the folder of CAXTON_DATA_DIR is there and may be read.',
    };
  }
  const free = disk.size === 0 ? 1 : disk.free / disk.size;
  const detail = `${formatBytes(disk.free)} of ${formatBytes(disk.size)} are free.`;
  if (free >= room.short) return well(detail);
  const remedy = `Make room where ${folder} is: delete, archive, or use a larger disk.`;
  return { status: free < room.full ? 'unhealthy' : 'degraded', detail, remedy };
}

/** Deadlines are told by clients and kept by Postgres: beyond this they are off by what people notice. */
const toleratedMs = 2_000;

export function judgeClock(aheadMs: number): PartHealth {
  const seconds = `${(Math.abs(aheadMs) / 1_000).toFixed(1)}s`;
  const detail = `The clock of Postgres is ${seconds} ${aheadMs < 0 ? 'behind' : 'ahead of'} ours.`;
  if (Math.abs(aheadMs) <= toleratedMs) return well(detail);
  const remedy = 'Set both machines by NTP; deadlines are kept by the clock of Postgres.';
  return { status: 'degraded', detail, remedy };
}

export function judgeMigrations({
  lacking,
  unknown,
}: {
  readonly lacking: readonly string[];
  readonly unknown: readonly string[];
}): PartHealth {
  if (lacking.length > 0) {
    return {
      status: 'unhealthy',
      detail: `The schema lacks ${lacking.join(', ')}.`,
      remedy: 'Start this version anew: it migrates before it listens.',
    };
  }
  if (unknown.length > 0) {
    return {
      status: 'degraded',
      detail: `A newer version has migrated: ${unknown.join(', ')}.`,
      remedy: 'End the upgrade: start the newer version everywhere.',
    };
  }
  return well('The schema is that of this version.');
}

export function judgeWorkers(running: number): PartHealth {
  if (running > 0) return well(`Workers that take turns: ${String(running)}.`);
  return {
    status: 'degraded',
    detail: 'No worker takes turns: messages are accepted and wait.',
    remedy: 'Start one with caxton worker start, or caxton server start.',
  };
}

export function judgeQueue(isWell: boolean, notes: readonly string[]): PartHealth {
  if (!isWell) {
    return {
      status: 'degraded',
      detail: 'The queue does not answer: messages are worked off without bells, and later.',
      remedy: 'See that Redis (CAXTON_REDIS_URL) or Postgres can be reached from here.',
    };
  }
  if (notes.length === 0) return well('Bells are rung.');
  return {
    status: 'degraded',
    detail: notes.join(' '),
    remedy: 'See docs/redis-and-postgres.md#redis.',
  };
}

export function judgeEmbeddings(status: string, reason: string | undefined): PartHealth {
  if (status !== 'failing') return well(`Vectors are made: ${status}.`);
  return {
    status: 'degraded',
    detail: `Memory is searched by words, because ${reason ?? 'the model fails'}.`,
    remedy: 'See that the model of CAXTON_EMBEDDING_PROVIDER answers.',
  };
}

/** That of the worst part. */
export function worstOf(parts: readonly PartHealth[]): PartHealth['status'] {
  const statuses = parts.map(({ status }) => status);
  if (statuses.includes('unhealthy')) return 'unhealthy';
  return statuses.includes('degraded') ? 'degraded' : 'healthy';
}
