import type { OwnRedis } from './own-redis.js';

/** Something that is wrong with a Redis although it answers, and how it is put right. */
export interface RedisFault {
  readonly strike: (redis: OwnRedis) => Promise<unknown>;
  readonly heal: (redis: OwnRedis) => Promise<unknown>;
}

/** It loses all keys, as when somebody cleared "the cache". Nothing to heal. */
export const flushed: RedisFault = {
  strike: (redis) => redis.tell('FLUSHALL'),
  heal: async () => undefined,
};

/** It is the replica of a dead host: reads are answered, writes refused (READONLY). */
export const readOnly: RedisFault = {
  strike: (redis) => redis.tell('REPLICAOF', '127.0.0.1', '1'),
  heal: (redis) => redis.tell('REPLICAOF', 'NO', 'ONE'),
};

/** It wants replicas that nobody has: writes are refused (NOREPLICAS). */
export const withoutReplicas: RedisFault = {
  strike: (redis) => redis.tell('CONFIG', 'SET', 'min-replicas-to-write', '1'),
  heal: (redis) => redis.tell('CONFIG', 'SET', 'min-replicas-to-write', '0'),
};

/** Its memory is full: every command that could need some is refused (OOM). */
export const outOfMemory: RedisFault = {
  strike: (redis) => redis.tell('CONFIG', 'SET', 'maxmemory', '1'),
  heal: (redis) => redis.tell('CONFIG', 'SET', 'maxmemory', '0'),
};

/** It hangs (SIGSTOP): connections stand, nothing is answered. */
export const hung: RedisFault = {
  strike: async (redis) => {
    redis.freeze();
  },
  heal: async (redis) => {
    redis.thaw();
  },
};

/** It is gone (SIGKILL) and comes back on the same port. */
export const gone: RedisFault = {
  strike: (redis) => redis.kill(),
  heal: (redis) => redis.start(),
};
