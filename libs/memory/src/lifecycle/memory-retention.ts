import type { RetentionPolicy } from '#protocol';
import { systemCaller, type Caller, type Database } from '#platform';
import { readPolicy } from './policy.repository.js';
import {
  dropFadedEntities,
  dropWeakestEntities,
  findCrowdedPlaces,
  listRememberingWorkspaces,
} from './retention.repository.js';

/** Entities that one transaction forgets at most: no lock is held for long. */
const portion = 500;

/** Portions of one look; what is left over is forgotten by the next. */
const portionsPerLook = 20;

/** What a look has forgotten. */
export interface Forgotten {
  /** Too old, too doubtful or too weak. */
  readonly faded: number;
  /** More than their place may hold. */
  readonly crowdedOut: number;
}

/**
 * Keeps memories small: forgets, in portions, what the policy of each workspace does not keep. What is
 * pinned stays. Any number of processes may look at the same time.
 */
export class MemoryRetention {
  constructor(private readonly database: Database) {}

  async look(): Promise<Forgotten> {
    const workspaces = await this.database.read(systemCaller, listRememberingWorkspaces);
    let [faded, crowdedOut] = [0, 0];
    for (const workspace of workspaces) {
      const caller: Caller = { ...systemCaller, workspace };
      const policy = await this.database.read(caller, readPolicy);
      faded += await this.forgetFaded(caller, policy);
      crowdedOut += await this.thinOut(caller, policy);
    }
    return { faded, crowdedOut };
  }

  private forgetFaded(caller: Caller, policy: RetentionPolicy): Promise<number> {
    return inPortions(async () => {
      const { entities } = await this.database.transaction(caller, (tx) =>
        dropFadedEntities(tx, caller.workspace, policy, portion),
      );
      return entities;
    });
  }

  private async thinOut(caller: Caller, policy: RetentionPolicy): Promise<number> {
    const { max_entities_per_scope: most, strength_half_life_days: halfLife } = policy;
    if (most === null) return 0;
    const crowded = await this.database.read(caller, (tx) =>
      findCrowdedPlaces(tx, caller.workspace, most),
    );
    let forgotten = 0;
    for (const { place, excess } of crowded) {
      let left = excess;
      forgotten += await inPortions(async () => {
        const limit = Math.min(left, portion);
        if (limit === 0) return 0;
        const { entities } = await this.database.transaction(caller, (tx) =>
          dropWeakestEntities(tx, caller.workspace, place, { halfLife, limit }),
        );
        left -= entities;
        return entities;
      });
    }
    return forgotten;
  }
}

/** Until a portion is not full, or there were enough of them. */
async function inPortions(forget: () => Promise<number>): Promise<number> {
  let total = 0;
  for (let count = 0; count < portionsPerLook; count += 1) {
    const forgotten = await forget();
    total += forgotten;
    if (forgotten < portion) break;
  }
  return total;
}
