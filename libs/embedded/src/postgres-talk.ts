/** How grave a line of the log is. What is graver than a warning is thrown, or told as a crash. */
type LogLevel = 'info' | 'warn';

/** Takes what the embedded Postgres has to say of itself. */
export type EmbeddedLog = (level: LogLevel, message: string) => void;

/** What the thread is born with. */
export interface PostgresBirth {
  /** The directory of the database's files. */
  readonly path: string;
  readonly password: string;
  /** How long a transaction may wait for its client, in milliseconds. */
  readonly idleInTransaction: number;
  /** How often upkeep looks for writes, in milliseconds. */
  readonly upkeepEvery: number;
}

/** What the thread says to its owner. */
export type ThreadNews =
  | { readonly kind: 'ready'; readonly port: number }
  /** It could not start, or has died. */
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'log'; readonly level: LogLevel; readonly message: string };

/** What the owner says to its thread. */
export type ThreadOrder = 'stop';
