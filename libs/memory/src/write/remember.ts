import { isUniqueViolation, type Caller, type Database } from '#platform';
import type { Place } from '../place.js';
import type { NewMemory, Provenance } from './new-memory.js';
import { rememberAll, type Remembered } from './remember-all.js';

/** How often a write is tried again when others take the same new names at the same time. */
const tries = 5;

/** Remembers things that a client names, in one transaction. */
export async function remember(
  database: Database,
  caller: Caller,
  place: Place,
  memories: readonly NewMemory[],
  source: Provenance,
): Promise<Remembered[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(caller, (tx) => rememberAll(tx, place, memories, source));
    } catch (error) {
      // The winner's row is there now; the next try adds to it.
      if (attempt >= tries || !isUniqueViolation(error)) throw error;
    }
  }
}
