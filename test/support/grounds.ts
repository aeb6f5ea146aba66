import { createEmptyDatabase, createQueuePrefix } from './databases.js';
import { createDataDir } from './server-under-test.js';
import { serverUrl, type TestServer } from './test-servers.js';

/** What one server or several together stand on. */
export interface Ground {
  readonly settings: Record<string, string>;
  readonly remove: () => Promise<void> | void;
}

const inside = (): Ground => {
  const data = createDataDir();
  return {
    settings: { CAXTON_DATA_DIR: data.path },
    remove: () => {
      data.remove();
    },
  };
};

const onPostgres = async (): Promise<Ground> => {
  const database = await createEmptyDatabase();
  return { settings: { CAXTON_DATABASE_URL: database.url }, remove: () => database.drop() };
};

/** As several processes share it. */
export const onRedis = async (): Promise<Ground> => {
  const { settings, remove } = await onPostgres();
  const redis = { CAXTON_REDIS_URL: serverUrl('redis'), CAXTON_QUEUE_PREFIX: createQueuePrefix() };
  return { settings: { ...settings, ...redis }, remove };
};

/** Name, title, the servers it needs, and how its ground is opened: each of the three modes. */
export const modes: [string, string, TestServer[], () => Ground | Promise<Ground>][] = [
  ['embedded', 'inside', [], inside],
  ['database', 'on Postgres', ['postgres'], onPostgres],
  ['scale-out', 'on Postgres and Redis', ['postgres', 'redis'], onRedis],
];
