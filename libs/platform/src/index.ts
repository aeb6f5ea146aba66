export { beginPostgres } from './begin-postgres.js';
export { envSchema, type Env } from './config/env.schema.js';
export type { Mode } from './config/mode.js';
export { readProcessEnv } from './config/process-env.js';
export { InvalidSettings, readEnv } from './config/read-env.js';
export { defaultWorkspace, localDeveloper, systemCaller, type Caller } from './database/caller.js';
export type { Database } from './database/database.js';
export {
  createDataSource,
  openDatabase,
  type DatabaseSettings,
  type EntityClass,
} from './database/open-database.js';
export {
  isConcurrencyFault,
  isUnreachable,
  refusedData,
  sqlState,
  type RefusedData,
} from './database/sql-faults.js';
export type { Statement, Tx } from './database/tx.js';
export { WorkspaceCache, type ChangeChannel } from './database/workspace-cache.js';
export { EventChannel } from './events/event-channel.js';
export { createId } from './ids.js';
export type { RateLimits } from './limits/open-rate-limits.js';
export type { RateLimit, Standing } from './limits/rate-limit.js';
export { systemClock, type Clock } from './observe/clock.js';
export { createLogger, createSilentLogger, type Logger } from './observe/logger.js';
export { openPlatform, type Platform, type PlatformOptions } from './open-platform.js';
export { packageRoot, packageVersion } from './package-root.js';
export type { BellWorkers } from './queue/bell-workers.queue.js';
export { openQueues, type Queues } from './queue/open-queues.js';
export type { Lane } from './queue/queue-names.js';
export { within } from './queue/within.js';
