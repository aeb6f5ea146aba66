import type { Env } from '#platform';
import { availableCores } from './available-cores.js';
import { NeedsSharedDatabase } from './needs-shared-database.errors.js';

/**
 * How many processes one command is to start. Inside of one process, `auto` is one.
 * @throws {NeedsSharedDatabase}
 */
export function countProcesses(
  { CAXTON_PROCESSES: asked, CAXTON_DATABASE_URL: database }: Env,
  cores = availableCores,
): number {
  const isEmbedded = database === undefined;
  if (asked === 'auto') return isEmbedded ? 1 : cores();
  if (isEmbedded && asked > 1) throw new NeedsSharedDatabase(asked);
  return asked;
}
