import type { EmbeddedPostgresUnavailable } from './embedded.errors.js';
import type { EmbeddedLog } from './postgres-talk.js';

/** What an embedded Postgres is started with. */
export interface EmbeddedPostgresOptions {
  /** Where the files are. Made when it is not there, readable by the owner alone. */
  readonly dataDir: string;
  /** The compiled `postgres.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
  /** Takes what the server has to say of itself. @default nobody */
  readonly log?: EmbeddedLog;
  /** How long a transaction may wait for its client, in milliseconds. @default 15 seconds */
  readonly idleInTransaction?: number;
  /** How often upkeep looks for writes, in milliseconds. @default 30 seconds */
  readonly upkeepEvery?: number;
}

/** A Postgres that runs inside this process. */
export interface EmbeddedPostgres {
  /** For any client of this machine; the port and the password are new at every start. */
  readonly connectionString: string;
  /** Ends all connections, writes everything down and frees the directory. May be called twice. */
  stop(): Promise<void>;
  /**
   * Told when the server died without being stopped; its connections are gone. Everything that was
   * acknowledged is in the directory, so the owner had best say so, exit and be started again.
   * A crash that nobody asked to be told is thrown as an uncaught exception.
   */
  onCrash(listener: (error: EmbeddedPostgresUnavailable) => void): void;
}
