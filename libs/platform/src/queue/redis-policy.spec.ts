import { EventEmitter } from 'node:events';
import type { Redis } from 'ioredis';
import { createSilentLogger } from '../observe/logger.js';
import { judgeRedisPolicy, RedisPolicyWatch } from './redis-policy.js';

const info = (policy: string): string =>
  `# Memory\r\nused_memory:1048576\r\nmaxmemory:0\r\nmaxmemory_policy:${policy}\r\nmem_clients:1\r\n`;

describe(judgeRedisPolicy.name, () => {
  it('is content with a Redis that evicts nothing', () => {
    expect(judgeRedisPolicy(info('noeviction'))).toBeUndefined();
  });

  it.each(['allkeys-lru', 'volatile-ttl', 'volatile-lru'])('warns of %s', (policy) => {
    expect(judgeRedisPolicy(info(policy))).toContain(`maxmemory-policy is ${policy}`);
  });

  it('says nothing of a server that does not tell its policy', () => {
    expect(judgeRedisPolicy('# Memory\r\nused_memory:1\r\n')).toBeUndefined();
  });
});

/** A Redis of which only the policy is known. */
class FakeRedis extends EventEmitter {
  status: Redis['status'] = 'connecting';

  constructor(public policy: string) {
    super();
  }

  info(): Promise<string> {
    return Promise.resolve(info(this.policy));
  }

  /** Connected, and every answer has arrived. */
  async connects(): Promise<void> {
    this.status = 'ready';
    this.emit('ready');
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const watchOver = (redis: FakeRedis): RedisPolicyWatch =>
  new RedisPolicyWatch(redis as unknown as Redis, createSilentLogger());

describe(RedisPolicyWatch.name, () => {
  it('looks when Redis comes, and again when it comes back', async () => {
    const redis = new FakeRedis('allkeys-lru');
    const watch = watchOver(redis);
    expect(watch.notes).toEqual([]);
    await redis.connects();
    expect(watch.notes).toEqual([expect.stringContaining('set it to noeviction')]);
    redis.policy = 'noeviction';
    await redis.connects();
    expect(watch.notes).toEqual([]);
  });

  it('looks at once at a Redis that is there already', async () => {
    const redis = new FakeRedis('volatile-lru');
    redis.status = 'ready';
    const watch = watchOver(redis);
    await new Promise((resolve) => setImmediate(resolve));
    expect(watch.notes).toHaveLength(1);
  });

  it('says nothing of a Redis that went away while it was asked', async () => {
    const redis = new FakeRedis('allkeys-lru');
    redis.info = () => Promise.reject(new Error('Connection is closed.'));
    const watch = watchOver(redis);
    await redis.connects();
    expect(watch.notes).toEqual([]);
  });
});
