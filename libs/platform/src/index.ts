export { envSchema, type Env } from './config/env.schema.js';
export { modeOf, type Mode } from './config/mode.js';
export { readProcessEnv } from './config/process-env.js';
export { InvalidSettings, readEnv } from './config/read-env.js';
export { defaultWorkspace, localDeveloper, systemCaller, type Caller } from './database/caller.js';
export { Database } from './database/database.js';
export {
  createDataSource,
  openDatabase,
  type DatabaseSettings,
  type EntityClass,
} from './database/open-database.js';
export {
  isConcurrencyFault,
  isDataFault,
  isUniqueViolation,
  isUnreachable,
  sqlState,
} from './database/sql-faults.js';
export type { Statement, Tx } from './database/tx.js';
export { createId } from './ids.js';
export { systemClock, type Clock } from './observe/clock.js';
export { createLogger, createSilentLogger, type Logger } from './observe/logger.js';
