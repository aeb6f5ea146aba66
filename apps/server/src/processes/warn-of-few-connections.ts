import { systemCaller, type Env, type Platform } from '#platform';
import { countConnections } from './connections.repository.js';

/** Beside the pool of a process: what listens, and what brings the schema up to date at its start (docs/sizing.md). */
const besidePool = 3;

/** Warns when as many processes may want more connections than Postgres gives. */
export async function warnOfFewConnections(
  { CAXTON_DATABASE_POOL: pool }: Env,
  { database, log }: Pick<Platform, 'database' | 'log'>,
  processes: number,
): Promise<void> {
  const most = await database.read(systemCaller, countConnections);
  const wanted = processes * (pool + besidePool);
  if (wanted <= most) return;
  log.warn(
    { processes, pool, wanted, most },
    'CAXTON_PROCESSES times CAXTON_DATABASE_POOL is more than Postgres has connections: lower one, or raise its max_connections.',
  );
}
