/**
 * Thrown when another server has the data directory: two of them would destroy it.
 * Remedy: stop the other server, or give this one a directory of its own (`CAXTON_DATA_DIR`).
 */
export class DataDirectoryInUse extends Error {
  readonly code = 'DATA_DIRECTORY_IN_USE';

  constructor(
    readonly directory: string,
    readonly pid: number,
    /** Whether that process runs here, rather than in another container or on another machine. */
    isHere: boolean,
  ) {
    const where = isHere ? `process ${pid}` : `process ${pid} of another container or machine`;
    super(
      `The data directory ${directory} is in use by ${where}. ` +
        'Stop that server first, or set CAXTON_DATA_DIR to another directory.',
    );
    this.name = 'DataDirectoryInUse';
  }
}

/**
 * Thrown when the embedded Postgres cannot start, and told to `onCrash` when it has died: the
 * directory is not writable or not a database of this version, or the engine itself broke.
 * Remedy: the message says what Postgres said; after a crash, start again: what was acknowledged
 * is there.
 */
export class EmbeddedPostgresUnavailable extends Error {
  readonly code = 'EMBEDDED_POSTGRES_UNAVAILABLE';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The embedded Postgres is not available: ${reason}`, options);
    this.name = 'EmbeddedPostgresUnavailable';
  }
}
