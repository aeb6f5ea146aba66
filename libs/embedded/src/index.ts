export { findHolder } from './directory/find-holder.js';
export type { EmbeddedPostgres } from './embedded-postgres.js';
export { DataDirectoryInUse, EmbeddedPostgresUnavailable } from './embedded.errors.js';
export { startEmbeddedPostgres } from './start-embedded-postgres.js';
