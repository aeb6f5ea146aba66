import { startEmbeddedPostgres, type EmbeddedPostgres } from '#embedded';
import type { Env } from './config/env.schema.js';
import { modeOf } from './config/mode.js';
import { createLogger, type Logger } from './observe/logger.js';

/**
 * Begins to start the embedded Postgres, for `openPlatform` to take over; nothing where a database is named.
 * It boots in a thread of its own, meanwhile the rest of the server can be loaded.
 */
export function beginPostgres(env: Env): Promise<EmbeddedPostgres> | undefined {
  if (modeOf(env) !== 'embedded') return undefined;
  const log = createLogger({ level: env.CAXTON_LOG_LEVEL, format: env.CAXTON_LOG_FORMAT });
  const begun = startPostgres(env.CAXTON_DATA_DIR, log);
  // Told to whoever takes it over.
  begun.catch(() => undefined);
  return begun;
}

/** Starts it now. Throws as `startEmbeddedPostgres` does. */
export function startPostgres(dataDir: string, log: Logger): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({
    dataDir,
    log: (level, message) => {
      log[level]({ part: 'postgres' }, message);
    },
  });
}
