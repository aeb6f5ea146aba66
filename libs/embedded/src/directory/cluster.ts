import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresUnavailable } from '../embedded.errors.js';
import { makeFolder } from './make-folder.js';

/** The files of Postgres inside the data directory. */
export interface Cluster {
  readonly path: string;
  /** Told when it is filled, so that nobody takes half of one for a whole. */
  finish(): Promise<void>;
}

/**
 * Prepares the place for the files. One whose first filling was cut short holds nothing that was
 * ever acknowledged, and is begun anew; one that holds something else is refused.
 */
export async function prepareCluster(dataDir: string): Promise<Cluster> {
  const path = join(dataDir, 'postgres');
  const unfinished = join(dataDir, 'postgres.unfinished');
  if (existsSync(unfinished)) await rm(path, { recursive: true, force: true });
  if (!existsSync(join(path, 'PG_VERSION'))) {
    await refuseStrangers(path);
    await writeFile(unfinished, 'The first start has not ended yet.\n');
    await makeFolder(path);
  }
  return { path, finish: () => rm(unfinished, { force: true }) };
}

async function refuseStrangers(path: string): Promise<void> {
  const files = existsSync(path) ? await readdir(path) : [];
  if (files.length === 0) return;
  throw new EmbeddedPostgresUnavailable(
    `${path} holds files, but no database. Move them away, or choose another directory.`,
  );
}
