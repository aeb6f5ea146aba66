import type { PostgresInstallation } from './postgres-server.mjs';

/** The same Postgres without pgvector: its programs in a folder, beside links to everything else. */
export function leaveOutVector(
  installation: PostgresInstallation,
  folder: string,
): Promise<PostgresInstallation>;
