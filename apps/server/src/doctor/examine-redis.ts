import { error, type Finding } from './finding.js';
import { askRedis } from './ask-redis.js';
import { judgeClock } from './judge-clock.js';
import { judgeRedis } from './judge-redis.js';

/** Looks at the Redis that is to ring. */
export async function examineRedis(url: string): Promise<Finding[]> {
  try {
    const { info, clock } = await askRedis(url);
    return [...judgeRedis(info), judgeClock(clock)];
  } catch (failure) {
    const said = failure instanceof Error ? failure.message : String(failure);
    // Only host and port: the rest of the URL may hold a password.
    return [
      error(
        'redis',
        `The Redis at ${new URL(url).host} cannot be used: ${said}`,
        'Start it, or correct CAXTON_REDIS_URL (redis://user:password@host:6379); without that variable Postgres rings.',
      ),
    ];
  }
}
