import { createEmptyDatabase, createQueuePrefix } from './databases.js';
import { createReadyDatabase } from './migrated-database.js';
import { createDataDir, createEmptyDataDir } from './server-under-test.js';
import { serverUrl, type TestServer } from './test-servers.js';

/** What one server or several together stand on. */
export interface Ground {
  readonly settings: Record<string, string>;
  readonly remove: () => Promise<void> | void;
}

/** What a ground holds before a server stands on it. */
interface Soil {
  readonly createDataDir: typeof createDataDir;
  readonly createDatabase: typeof createReadyDatabase;
}

/** As a first start leaves it. */
const settled: Soil = { createDataDir, createDatabase: createReadyDatabase };

/** Nothing: the server that comes makes its first start. */
export const untouched: Soil = {
  createDataDir: createEmptyDataDir,
  createDatabase: createEmptyDatabase,
};

const inside = (soil = settled): Ground => {
  const data = soil.createDataDir();
  return {
    settings: { CAXTON_DATA_DIR: data.path },
    remove: () => {
      data.remove();
    },
  };
};

const onPostgres = async (soil = settled): Promise<Ground> => {
  const database = await soil.createDatabase();
  return { settings: { CAXTON_DATABASE_URL: database.url }, remove: () => database.drop() };
};

/** As several processes share it. */
export const onRedis = async (soil = settled): Promise<Ground> => {
  const { settings, remove } = await onPostgres(soil);
  const redis = { CAXTON_REDIS_URL: serverUrl('redis'), CAXTON_QUEUE_PREFIX: createQueuePrefix() };
  return { settings: { ...settings, ...redis }, remove };
};

/** Name, title, the servers it needs, and how its ground is opened: each of the three modes. */
export const modes: [string, string, TestServer[], (soil?: Soil) => Ground | Promise<Ground>][] = [
  ['embedded', 'inside', [], inside],
  ['database', 'on Postgres', ['postgres'], onPostgres],
  ['scale-out', 'on Postgres and Redis', ['postgres', 'redis'], onRedis],
];
