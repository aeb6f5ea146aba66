/**
 * Thrown when several processes are to run on the embedded Postgres, which belongs to one.
 * Remedy: set CAXTON_DATABASE_URL, or CAXTON_PROCESSES=1.
 */
export class NeedsSharedDatabase extends Error {
  constructor(processes: number) {
    super(
      `CAXTON_PROCESSES is ${String(processes)}, and the embedded Postgres belongs to one process.\n` +
        'Set CAXTON_DATABASE_URL to a Postgres that they can share, or start one process: CAXTON_PROCESSES=1',
    );
    this.name = 'NeedsSharedDatabase';
  }
}
