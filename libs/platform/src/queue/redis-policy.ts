import type { Redis } from 'ioredis';
import type { Logger } from '../observe/logger.js';

/**
 * What is wrong with how a Redis drops keys when its memory is full, or undefined. Any policy but
 * `noeviction` may drop BullMQ's locks and deduplication keys (reliability §2.2, mode 4). `info` is
 * the answer to INFO, which managed servers allow where they forbid CONFIG.
 */
export function judgeRedisPolicy(info: string): string | undefined {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  if (policy === undefined || policy === 'noeviction') return undefined;
  return `Redis may drop queue keys: its maxmemory-policy is ${policy}; set it to noeviction.`;
}

/** Watches the policy: it is read anew whenever Redis came (back), and a bad one is logged. */
export class RedisPolicyWatch {
  private finding: string | undefined;

  constructor(
    private readonly redis: Redis,
    private readonly log: Logger,
  ) {
    if (redis.status === 'ready') void this.check();
    redis.on('ready', () => void this.check());
  }

  /** What health should say. */
  get notes(): readonly string[] {
    return this.finding === undefined ? [] : [this.finding];
  }

  private async check(): Promise<void> {
    try {
      const finding = judgeRedisPolicy(await this.redis.info('memory'));
      if (finding !== undefined && finding !== this.finding) this.log.warn({}, finding);
      this.finding = finding;
    } catch {
      // Redis went away again: it is asked when it is back.
    }
  }
}
