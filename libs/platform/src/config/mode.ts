import type { Env } from './env.schema.js';

/** Which ground the server stands on. One code path; only `platform` knows. */
export type Mode = 'embedded' | 'database' | 'scale-out';

/** Embedded unless a database is named; scale-out when Redis rings. */
export function modeOf(env: Env): Mode {
  if (env.CAXTON_DATABASE_URL === undefined) return 'embedded';
  return env.CAXTON_REDIS_URL === undefined ? 'database' : 'scale-out';
}
