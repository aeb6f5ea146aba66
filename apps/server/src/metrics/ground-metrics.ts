import { statfs } from 'node:fs/promises';
import { Gauge, type Registry } from 'prom-client';
import type { Readiness } from '#protocol';

/** The disk that a folder is on. */
export interface Disk {
  readonly freeBytes: number;
  readonly sizeBytes: number;
}

/** Of the folder, if it is there. What is free is what a process without privileges may take. */
export async function measureDisk(folder: string): Promise<Disk | undefined> {
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined) return undefined;
  const { bsize, bavail, blocks } = found;
  return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
}

/** What this process stands on: whether it answers, and the disk of CAXTON_DATA_DIR. */
export function addGround(
  registry: Registry,
  { database, queue }: Readiness['checks'],
  disk: Disk | undefined,
): void {
  const registers = [registry];
  const up = new Gauge({
    name: 'caxton_dependency_up',
    help: 'Whether what this process stands on answers it: 1, or 0 while Caxton is degraded without it.',
    labelNames: ['dependency'],
    registers,
    aggregator: 'min',
  });
  up.set({ dependency: 'database' }, database === 'ok' ? 1 : 0);
  up.set({ dependency: 'queue' }, queue === 'ok' ? 1 : 0);
  if (disk === undefined) return;
  const free = { name: 'caxton_disk_free_bytes', help: 'Free on the disk of CAXTON_DATA_DIR.' };
  new Gauge({ ...free, registers, aggregator: 'min' }).set(disk.freeBytes);
  const size = { name: 'caxton_disk_size_bytes', help: 'Size of the disk of CAXTON_DATA_DIR.' };
  new Gauge({ ...size, registers, aggregator: 'min' }).set(disk.sizeBytes);
}
