import { once } from 'node:events';
import {
  createPostgresBackend,
  createRedisBackend,
  runMigrations,
  type BackendFactory,
  type ConnectionOptions,
  type PgPool,
} from 'bullmq';
import { Redis, type RedisOptions } from 'ioredis';
import pg from 'pg';
import type { Logger } from '../observe/logger.js';
import { sayAtMost } from './say-at-most.js';
import { within } from './within.js';

/** What BullMQ stands on: Redis, or Postgres (a real one or the embedded one). */
export interface QueueGround {
  /** Connection for adding bells: fails fast, never waits for a server that is away. */
  readonly producer: ConnectionOptions;
  /** Connection for taking bells: waits for the server to come back, for ever. */
  readonly consumer: ConnectionOptions;
  readonly prefix: string;
  readonly backend: BackendFactory;
  /** Resolves when the server answers, for health. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Schema of BullMQ's tables; its SQL names no schema and relies on the search path. */
const schema = 'bullmq';

/** How long a boot waits for Redis before it goes on without. */
const firstConnectMs = 2_000;

export interface GroundSettings {
  readonly prefix: string;
  readonly log: Logger;
}

/**
 * Redis with the settings that were measured (architecture §6): a producer that waits for nothing,
 * since `add` on a default connection waits for ever while Redis is away; a consumer that looks
 * every half second, since the default backs off to 20 s.
 */
export async function openRedisGround(
  url: string,
  { prefix, log }: GroundSettings,
): Promise<QueueGround> {
  const producer = connect(url, log, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 4), 1_000),
  });
  const consumer = connect(url, log, { maxRetriesPerRequest: null, retryStrategy: () => 500 });
  // Bells rung before the connection stands are lost; a Redis that is away must not stop the boot.
  await within(once(producer, 'ready'), firstConnectMs).catch(() => undefined);
  return {
    producer,
    consumer,
    prefix,
    backend: createRedisBackend,
    ping: async () => {
      await producer.ping();
    },
    close: () => {
      producer.disconnect();
      consumer.disconnect();
      return Promise.resolve();
    },
  };
}

/**
 * Postgres: one pool for adding and taking, shared by all lanes. Each listening lane holds one of
 * its connections for LISTEN, hence `lanes` on top.
 */
export async function openPostgresGround(
  url: string,
  lanes: number,
  { prefix, log }: GroundSettings,
): Promise<QueueGround> {
  const pool = new pg.Pool({
    connectionString: url,
    max: lanes + 4,
    options: `-c search_path=${schema}`,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  });
  const say = sayAtMost(log, 'The connection of the queues to Postgres failed.');
  pool.on('error', say);
  // BullMQ describes the same class in its own, narrower words.
  const shared = pool as unknown as PgPool;
  const client = await pool.connect();
  try {
    await runMigrations(client, schema);
  } finally {
    client.release();
  }
  return {
    producer: {},
    consumer: {},
    prefix,
    backend: (name, options, extra) =>
      createPostgresBackend(name, { ...options, connection: shared }, extra),
    ping: async () => {
      await pool.query('select 1');
    },
    close: () => pool.end(),
  };
}

function connect(url: string, log: Logger, options: RedisOptions): Redis {
  const redis = new Redis(url, { ...options, lazyConnect: false });
  redis.on('error', sayAtMost(log, 'Redis cannot be reached; the sweeper works without it.'));
  return redis;
}
