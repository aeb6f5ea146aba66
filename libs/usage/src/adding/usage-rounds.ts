import { systemCaller, type Database, type Tx } from '#platform';
import { addUpPortion, areTalliesDue, isOursToAdd } from './add-up.repository.js';
import { countPastPortion } from './count-past.repository.js';

/** Portions of a round: what is left is for the next one, so that a round ends soon. The past may wait longer. */
const portionsOfRound = { tallies: 3, past: 3 };

/** How many tallies gather, or for how many milliseconds, before they are added up. */
export interface Gathering {
  readonly tallies: number;
  readonly ms: number;
}

/**
 * A sum is written once for all tallies of its agent that were gathered: with a thousand agents that is most
 * of the work. Readers add what is not in the sums yet, so they miss nothing; so many take them some milliseconds.
 */
const usual: Gathering = { tallies: 20_000, ms: 30_000 };

/** Adds up what happened. Any process may, as often as it likes: one does it at a time, and each tally counts once. */
export class UsageRounds {
  private isPastCounted = false;

  constructor(
    private readonly database: Database,
    private readonly gathering: Gathering = usual,
  ) {}

  /** Adds up the tallies once enough of them have gathered, and counts some of the time before there were any. */
  async look(): Promise<void> {
    if (await this.areTalliesDue()) await this.inPortions(portionsOfRound.tallies, addUpPortion);
    if (this.isPastCounted) return;
    this.isPastCounted = !(await this.inPortions(portionsOfRound.past, countPastPortion));
  }

  private areTalliesDue(): Promise<boolean> {
    return this.database.read(systemCaller, (tx) => areTalliesDue(tx, this.gathering));
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
