import type { EmbeddedPostgres } from '#embedded';
import { startPostgres } from './begin-postgres.js';
import type { Env } from './config/env.schema.js';
import { modeOf, type Mode } from './config/mode.js';
import { warnOfMisspelled } from './config/process-env.js';
import type { Database } from './database/database.js';
import { openDatabase, type EntityClass } from './database/open-database.js';
import type { EventChannel } from './events/event-channel.js';
import { openEventChannel } from './events/open-event-channel.js';
import { systemClock, type Clock } from './observe/clock.js';
import { createLogger, type Logger } from './observe/logger.js';
import { openRateLimits, type RateLimits } from './limits/open-rate-limits.js';
import { openQueues, type Queues } from './queue/open-queues.js';

/** The ground of one process: one code path for the three modes. */
export interface Platform {
  readonly mode: Mode;
  /** Where Postgres is, also when it runs inside this process. */
  readonly databaseUrl: string;
  readonly database: Database;
  readonly queues: Queues;
  readonly events: EventChannel;
  readonly log: Logger;
  readonly clock: Clock;
  /** For who answers requests; over a connection of their own to Redis, where there is one. */
  openRateLimits(): RateLimits;
  /** Closes everything in the order opposite to that of opening. */
  stop(): Promise<void>;
}

export interface PlatformOptions {
  /** The tables that the libraries above map. */
  readonly entities: readonly EntityClass[];
  /** Told when the embedded Postgres died: the process has nothing left to stand on. */
  readonly onCrash?: (error: Error) => void;
  /** The embedded Postgres where its start was begun before. @default it is started when needed */
  readonly postgres?: Promise<EmbeddedPostgres> | undefined;
}

type Closer = () => Promise<void>;

/**
 * Opens the database (starting the embedded one when none is named), brings its schema up to date,
 * and opens queues and events on it. Redis may be away; Postgres may not.
 */
export async function openPlatform(env: Env, options: PlatformOptions): Promise<Platform> {
  const log = createLogger({ level: env.CAXTON_LOG_LEVEL, format: env.CAXTON_LOG_FORMAT });
  warnOfMisspelled(log);
  const closers: Closer[] = [];
  const stop: Closer = async () => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    return { ...(await openParts(env, options, log, closers)), log, clock: systemClock, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openParts(
  env: Env,
  options: PlatformOptions,
  log: Logger,
  closers: Closer[],
): Promise<Omit<Platform, 'log' | 'clock' | 'stop'>> {
  const mode = modeOf(env);
  const databaseUrl =
    env.CAXTON_DATABASE_URL ?? (await startEmbedded(env.CAXTON_DATA_DIR, options, log, closers));
  const database = await openDatabase({
    url: databaseUrl,
    pool: env.CAXTON_DATABASE_POOL,
    entities: options.entities,
    sessionLimits: mode !== 'embedded',
    onPoolError: (error) => {
      log.warn({ err: error }, 'A connection to Postgres was lost.');
    },
    onUnguarded: () => {
      log.warn(
        {},
        'Row-level security holds nobody back: the user of CAXTON_DATABASE_URL passes by it (BYPASSRLS) and may not make the role caxton_app. See docs/security.md.',
      );
    },
  });
  closers.push(() => database.close());
  const redisUrl = env.CAXTON_REDIS_URL;
  const prefix = env.CAXTON_QUEUE_PREFIX;
  const maxLanes = env.CAXTON_MAX_QUEUES;
  const isAlone = mode === 'embedded';
  const queues = await openQueues({ redisUrl, databaseUrl, prefix, maxLanes, isAlone, log });
  closers.push(() => queues.close());
  const events = openEventChannel({ mode, databaseUrl, redisUrl, prefix, log });
  closers.push(() => events.close());
  database.announceOn(events);
  return {
    ...{ mode, databaseUrl, database, queues, events },
    openRateLimits: () => {
      const limits = openRateLimits({ redisUrl, prefix, log });
      closers.push(() => limits.close());
      return limits;
    },
  };
}

async function startEmbedded(
  dataDir: string,
  { onCrash, postgres: begun }: PlatformOptions,
  log: Logger,
  closers: Closer[],
): Promise<string> {
  const postgres = await (begun ?? startPostgres(dataDir, log));
  if (onCrash !== undefined) postgres.onCrash(onCrash);
  closers.push(() => postgres.stop());
  return postgres.connectionString;
}
