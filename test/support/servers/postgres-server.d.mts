import type { ServerProcess } from './server-process.mjs';

export interface PostgresInstallation {
  /** Folder of its programs. */
  readonly bin: string;
  readonly major: string;
  readonly hasVector: boolean;
}

/** The installed Postgres servers (not mere client libraries), those with pgvector first. */
export function findPostgres(): Promise<PostgresInstallation[]>;

/** Makes the files of a new server in `directory/data`. */
export function createCluster(
  installation: PostgresInstallation,
  where: { readonly directory: string; readonly password: string },
): Promise<void>;

/** Copies the files of the running server of a URL into `directory/data`, set to follow it: a standby. */
export function copyCluster(
  installation: PostgresInstallation,
  where: { readonly directory: string; readonly url: string },
): Promise<void>;

/** Starts a Postgres that keeps its promises (fsync on) on the files in `directory/data`. */
export function runPostgres(
  installation: PostgresInstallation,
  where: {
    readonly directory: string;
    readonly port: number;
    /** `name=value` each. */
    readonly settings?: readonly string[];
  },
): Promise<ServerProcess>;
