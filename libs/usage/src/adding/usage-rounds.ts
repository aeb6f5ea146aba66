import { systemCaller, type Database, type Tx } from '#platform';
import { addUpPortion, isOursToAdd } from './add-up.repository.js';
import { countPastPortion } from './count-past.repository.js';

/** Portions of a round: what is left is for the next one, so that a round ends soon. The past may wait longer. */
const portionsOfRound = { tallies: 10, past: 3 };

/** Adds up what happened. Any process may, as often as it likes: one does it at a time, and each tally counts once. */
export class UsageRounds {
  private isPastCounted = false;

  constructor(private readonly database: Database) {}

  /** Adds up the tallies, then counts some of the time before there were any. */
  async look(): Promise<void> {
    await this.inPortions(portionsOfRound.tallies, addUpPortion);
    if (this.isPastCounted) return;
    this.isPastCounted = !(await this.inPortions(portionsOfRound.past, countPastPortion));
  }

  /** Whether there may be more. */
  private async inPortions(portions: number, add: (tx: Tx) => Promise<boolean>): Promise<boolean> {
    for (let count = 0; count < portions; count += 1) {
      const outcome = await this.database.transaction(systemCaller, async (tx) =>
        (await isOursToAdd(tx)) ? { hasMore: await add(tx) } : undefined,
      );
      if (outcome === undefined) return true;
      if (!outcome.hasMore) return false;
    }
    return true;
  }
}
