import { Redis, type RedisOptions } from 'ioredis';

/**
 * How a connection behaves while Redis is away (architecture §6). `hasty` gives up at once: a bell
 * is not worth waiting for. `steady` waits for ever, as BullMQ's workers need, and looks twice a
 * second, where the default backs off to 20 s and slept through a Redis that was back.
 */
export type Temper = 'hasty' | 'steady';

const options: Readonly<Record<Temper, RedisOptions>> = {
  hasty: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 1_000,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(100 * 2 ** Math.min(times, 4), 1_000),
  },
  steady: {
    maxRetriesPerRequest: null,
    connectTimeout: 5_000,
    retryStrategy: () => 500,
  },
};

/** Connects in the background. Errors of the connection go to `complain`, again and again. */
export function connectRedis(
  url: string,
  temper: Temper,
  complain: (error: Error) => void,
  more: RedisOptions = {},
): Redis {
  const redis = new Redis(url, { ...options[temper], keepAlive: 10_000, ...more });
  redis.on('error', complain);
  return redis;
}

/**
 * Ends a connection for good. One that waits to reconnect is left hanging by ioredis, and whoever
 * waits for its commands with it; a last attempt ends it one way or the other.
 */
export function endRedis(redis: Redis): void {
  redis.disconnect();
  if (redis.status !== 'reconnecting') return;
  redis.connect().then(
    () => {
      redis.disconnect();
    },
    () => undefined,
  );
}
