import type { RedisOptions } from 'ioredis';
import {
  RateLimiterMemory,
  RateLimiterRedis,
  type RateLimiterAbstract,
} from 'rate-limiter-flexible';
import type { Logger } from '../observe/logger.js';
import { connectRedis, endRedis } from '../queue/connect-redis.js';
import { sayAtMost } from '../queue/say-at-most.js';
import { RateLimit, rateWindow } from './rate-limit.js';

export interface RateLimitGround {
  /** Where all processes count together. Unset: each counts for itself. */
  readonly redisUrl: string | undefined;
  readonly prefix: string;
  readonly log: Logger;
}

/** Makes the limits of one process. */
export interface RateLimits {
  /** `quota` requests of each subject in a window; `name` tells limits apart. */
  limit(name: string, quota: number): RateLimit;
  close(): Promise<void>;
}

/**
 * A Redis that hangs must not hold up every request: after so long its connection is given up, and until there is
 * one again each process counts for itself.
 */
const impatient: RedisOptions = { commandTimeout: 250, socketTimeout: 250 };

type Maker = (name: string, quota: number) => RateLimiterAbstract;

/** Counts in Redis, and in memory while it is away; in memory alone where there is none. */
export function openRateLimits({ redisUrl, prefix, log }: RateLimitGround): RateLimits {
  const inMemory: Maker = (name, quota) =>
    new RateLimiterMemory({ keyPrefix: name, points: quota, duration: rateWindow });
  if (redisUrl === undefined) return limitsOf(inMemory, () => Promise.resolve());
  const complain = sayAtMost(log, 'Redis cannot be reached; rate limits are counted in memory.');
  const redis = connectRedis(redisUrl, 'hasty', complain, impatient);
  const inRedis: Maker = (name, quota) =>
    new RateLimiterRedis({
      storeClient: redis,
      keyPrefix: `${prefix}:rate:${name}`,
      points: quota,
      duration: rateWindow,
      // Whoever is over their limit is refused without asking Redis again.
      inMemoryBlockOnConsumed: quota + 1,
      rejectIfRedisNotReady: true,
      insuranceLimiter: inMemory(name, quota),
    });
  return limitsOf(inRedis, () => {
    endRedis(redis);
    return Promise.resolve();
  });
}

function limitsOf(make: Maker, close: () => Promise<void>): RateLimits {
  return { limit: (name, quota) => new RateLimit(quota, make(name, quota)), close };
}
