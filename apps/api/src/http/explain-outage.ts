import { sqlState } from '#platform';

/**
 * Why the database did not serve a request, in words. Who is told that it is away looks there, and finds
 * nothing when it is this process that is too busy.
 */
export function explainOutage(exception: unknown): string {
  const said = exception instanceof Error ? exception.message : '';
  if (/timeout exceeded when trying to connect/i.test(said)) {
    return 'The server is too busy: no connection to the database came free in time';
  }
  // Postgres also ends the session of a process that is too busy to go on with a transaction (25P03).
  if (sqlState(exception) === '25P03' || /not queryable|already released/i.test(said)) {
    return 'A connection to the database broke, as when the server is too busy; a change may have been made nevertheless';
  }
  return 'The database cannot be reached right now';
}
