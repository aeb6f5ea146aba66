import { Redis } from 'ioredis';
import type { ClockReading } from './judge-clock.js';

/** What a Redis says when it is asked once. */
export interface RedisFacts {
  /** Its answer to INFO. */
  readonly info: string;
  readonly clock: ClockReading;
}

/** How long it may take, in milliseconds. */
const patience = 3_000;

/** Asks a Redis how it is set up. Thrown as by the connection: it cannot be reached, or refuses the password. */
export async function askRedis(url: string): Promise<RedisFacts> {
  let broken: Error | undefined;
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patience,
    commandTimeout: patience,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on('error', (error: Error) => {
    broken ??= error;
  });
  try {
    await redis.connect();
    const asked = Date.now();
    const [seconds = 0, micros = 0] = await redis.time();
    const clock = {
      of: 'Redis',
      asked,
      answered: Date.now(),
      theirs: seconds * 1e3 + micros / 1e3,
    };
    return { info: await redis.info(), clock };
  } catch (error) {
    // What made the connection close says more than that it is closed.
    throw broken ?? error;
  } finally {
    redis.disconnect();
  }
}
