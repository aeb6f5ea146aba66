import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#embedded';
import { openDatabase, type EntityClass } from '#platform';
import type { MigratedDatabase } from './migrated-database.js';

/** The compiled thread: Jest cannot run a worker from TypeScript. */
const threadEntry = new URL('../../dist/libs/embedded/src/postgres.thread.js', import.meta.url);

/** Opens a fresh embedded Postgres with the current schema. Needs no server. */
export async function createEmbeddedDatabase(
  entities: readonly EntityClass[] = [],
): Promise<MigratedDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'caxton-embedded-'));
  const postgres = await startEmbeddedPostgres({ dataDir, threadEntry });
  const url = postgres.connectionString;
  const onPoolError = (): undefined => undefined;
  const database = await openDatabase({
    ...{ url, pool: 10, entities, sessionLimits: false, onPoolError },
  });
  return {
    url,
    database,
    close: async () => {
      await database.close();
      await postgres.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
