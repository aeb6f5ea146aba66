import { once } from 'node:events';
import { createRedisBackend } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Logger } from '../observe/logger.js';
import { connectRedis, endRedis } from './connect-redis.js';
import type { QueueGround, QueueLink } from './queue-ground.js';
import { RedisPolicyWatch } from './redis-policy.js';
import { sayAtMost } from './say-at-most.js';
import { within } from './within.js';

/** How long a boot waits for Redis before it goes on without. */
const firstConnectMs = 2_000;

/**
 * One connection rings for all lanes. Hearing takes one for all lanes and one more for each, which
 * blocks until a bell comes: Redis 7.0, no fewer are possible with BullMQ 6.7.
 */
export async function openRedisGround(
  url: string,
  { prefix, log }: { readonly prefix: string; readonly log: Logger },
): Promise<QueueGround> {
  const complain = sayAtMost(log, 'Redis cannot be reached; the sweeper works without it.');
  const redis = connectRedis(url, 'hasty', complain);
  const policy = new RedisPolicyWatch(redis, log);
  // Bells rung before the connection stands are lost; a Redis that is away must not stop the boot.
  await within(once(redis, 'ready'), firstConnectMs).catch(() => undefined);
  const close = (): Promise<void> => {
    endRedis(redis);
    return Promise.resolve();
  };
  return {
    prefix,
    producer: { connection: redis, backend: createRedisBackend, close },
    openConsumer: () => openConsumer(url, complain),
    get notes() {
      return policy.notes;
    },
    ping: async () => {
      await redis.ping();
    },
    close,
  };
}

/**
 * BullMQ duplicates the connection for each lane and, while Redis is away, never lets go of the
 * copy: `close` of its worker does not settle. So the copies are kept in sight, to be cut.
 */
function openConsumer(url: string, complain: (error: Error) => void): QueueLink {
  const redis = connectRedis(url, 'steady', complain);
  const copies = new Set<Redis>();
  const duplicate = redis.duplicate.bind(redis);
  redis.duplicate = (override) => {
    const copy = duplicate(override);
    copies.add(copy);
    copy.on('error', complain);
    copy.once('end', () => copies.delete(copy));
    return copy;
  };
  return {
    connection: redis,
    backend: createRedisBackend,
    close: () => {
      for (const connection of [redis, ...copies]) endRedis(connection);
      return Promise.resolve();
    },
  };
}
