import { openDatabase, type Database, type EntityClass } from '#platform';
import { createTestDatabase, type TestDatabase } from './databases.js';

/** A database of one test file at the product's schema, opened. */
export interface MigratedDatabase {
  readonly url: string;
  readonly database: Database;
  close(): Promise<void>;
}

/** A fresh database with the current schema, cloned from the run's template: no server has to migrate it. */
export function createReadyDatabase(): Promise<TestDatabase> {
  return createTestDatabase({
    migrate: async (template) => {
      await (await open(template, [], 2)).close();
    },
  });
}

/** Opens a fresh database with the current schema, cloned from the run's template. */
export async function createMigratedDatabase(
  entities: readonly EntityClass[] = [],
  pool = 10,
): Promise<MigratedDatabase> {
  const { url, drop } = await createReadyDatabase();
  const database = await open(url, entities, pool);
  return {
    url,
    database,
    close: async () => {
      await database.close();
      await drop();
    },
  };
}

function open(url: string, entities: readonly EntityClass[], pool: number): Promise<Database> {
  return openDatabase({
    url,
    pool,
    entities,
    sessionLimits: true,
    onPoolError: () => undefined,
  });
}
