import type { Env } from '#platform';

/**
 * Thrown when API and worker are to run apart on the embedded Postgres, which belongs to one process.
 * Remedy: set CAXTON_DATABASE_URL for both, or run them together with `caxton server start`.
 */
export class NeedsDatabase extends Error {
  constructor(command: string) {
    super(
      `${command} needs CAXTON_DATABASE_URL: the embedded Postgres belongs to the one process that started it.\n` +
        'Set it to the database of the other processes, or run everything together: caxton server start',
    );
    this.name = 'NeedsDatabase';
  }
}

/** @throws {NeedsDatabase} */
export function requireDatabase(env: Env, command: string): void {
  if (env.CAXTON_DATABASE_URL === undefined) throw new NeedsDatabase(command);
}
