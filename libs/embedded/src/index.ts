export { findHolder } from './directory/find-holder.js';
export { DataDirectoryInUse, EmbeddedPostgresUnavailable } from './embedded.errors.js';
export { startEmbeddedPostgres } from './start-embedded-postgres.js';
