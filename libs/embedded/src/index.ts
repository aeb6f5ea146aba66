export { DataDirectoryInUse, EmbeddedPostgresUnavailable } from './embedded.errors.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './embedded-postgres.js';
export type { EmbeddedLog, LogLevel } from './postgres-talk.js';
export { startEmbeddedPostgres } from './start-embedded-postgres.js';
