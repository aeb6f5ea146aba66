import { resolve } from 'node:path';
import { CrashBell } from './crash-bell.js';
import { DirectoryClaim } from './directory/directory-claim.js';
import { makeFolder } from './directory/make-folder.js';
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
import { EmbeddedPostgresUnavailable } from './embedded.errors.js';
import { RunningPostgres } from './running-postgres.js';

/**
 * Starts Postgres in a thread of this process, over files that survive it: about half a second on
 * an existing directory, some three and a half on a fresh one, 190 MB. pgvector, pg_trgm and
 * pgcrypto can be created as extensions.
 *
 * One session serves all connections: transactions are serial, and one that waits for its client
 * makes everybody wait. A statement that runs cannot be cancelled, and timeouts of statements have
 * no effect. Writes survive the death of the process at any moment, not the loss of power: fsync is
 * off (ADR-0003).
 *
 * Throws `DataDirectoryInUse` while another server has the directory, and
 * `EmbeddedPostgresUnavailable` when it cannot be opened.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  await makeDirectory(dataDir);
  const bell = new CrashBell();
  let running: RunningPostgres | undefined;
  const claim = await DirectoryClaim.take(dataDir, ({ message }) => {
    void running?.abandon();
    bell.ring(new EmbeddedPostgresUnavailable(`its claim on ${dataDir} was lost: ${message}`));
  });
  try {
    running = await RunningPostgres.start({ dataDir, claim, bell }, options);
    return running;
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function makeDirectory(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
  } catch (error) {
    const { message } = error as Error;
    throw new EmbeddedPostgresUnavailable(`${dataDir} cannot be made: ${message}`, {
      cause: error,
    });
  }
}
