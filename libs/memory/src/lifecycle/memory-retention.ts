import type { RetentionPolicy } from '#protocol';
import { systemCaller, type Caller, type Database } from '#platform';
import {
  dropOldRelationUses,
  dropOldUses,
  dropOldVersions,
  dropSupersededFacts,
} from './history.repository.js';
import { dropOldRetractions } from './old-retractions.repository.js';
import { readPolicy } from './policy.repository.js';
import {
  dropFadedEntities,
  dropWeakestEntities,
  findCrowdedPlaces,
  listRememberingWorkspaces,
} from './retention.repository.js';

/** Rows that one transaction forgets at most: no lock is held for long. */
const portion = 500;

/** Retractions that one transaction forgets at most: each may have taken back thousands of facts. */
const portionOfRetractions = 20;

/** Portions of one look; what is left over is forgotten by the next. */
const portionsPerLook = 20;

/** What a look has forgotten. */
export interface Forgotten {
  /** Too old, too doubtful or too weak. */
  readonly faded: number;
  /** More than their place may hold. */
  readonly crowdedOut: number;
  /** Facts of the history that gave way too long ago. */
  readonly superseded: number;
  /** What relations were before they were changed too long ago. */
  readonly versions: number;
  /** Retractions of too long ago. */
  readonly retractions: number;
  /** Records of answers that used a memory, or were led to one by a relation, too long ago. */
  readonly uses: number;
}

type Tally = { -readonly [Count in keyof Forgotten]: number };

/**
 * Keeps memories small: forgets, in portions, what the policy of each workspace does not keep. What is
 * pinned stays. Any number of processes may look at the same time.
 */
export class MemoryRetention {
  constructor(private readonly database: Database) {}

  /** A workspace that fails does not keep the others from being looked at; its failure is thrown after them. */
  async look(): Promise<Forgotten> {
    const workspaces = await this.database.read(systemCaller, listRememberingWorkspaces);
    const forgotten = {
      ...{ faded: 0, crowdedOut: 0, superseded: 0, versions: 0 },
      ...{ retractions: 0, uses: 0 },
    };
    const failures: unknown[] = [];
    for (const workspace of workspaces) {
      const caller: Caller = { ...systemCaller, workspace };
      await this.forget(caller, forgotten).catch((failure: unknown) => failures.push(failure));
    }
    if (failures.length > 0) throw failures[0];
    return forgotten;
  }

  private async forget(caller: Caller, forgotten: Tally): Promise<void> {
    const policy = await this.database.read(caller, readPolicy);
    forgotten.faded += await this.forgetFaded(caller, policy);
    forgotten.crowdedOut += await this.thinOut(caller, policy);
    const { max_superseded_days, max_retractions_days, max_uses_days } = policy;
    forgotten.superseded += await this.trim(caller, dropSupersededFacts, max_superseded_days);
    forgotten.versions += await this.trim(caller, dropOldVersions, max_superseded_days);
    forgotten.retractions += await this.trim(
      caller,
      dropOldRetractions,
      max_retractions_days,
      portionOfRetractions,
    );
    forgotten.uses += await this.trim(caller, dropOldUses, max_uses_days);
    forgotten.uses += await this.trim(caller, dropOldRelationUses, max_uses_days);
  }

  private async trim(
    caller: Caller,
    drop: typeof dropOldUses,
    days: number | null,
    limit = portion,
  ): Promise<number> {
    if (days === null) return 0;
    return inPortions(
      () => this.database.transaction(caller, (tx) => drop(tx, days, limit)),
      limit,
    );
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
async function inPortions(forget: () => Promise<number>, limit = portion): Promise<number> {
  let total = 0;
  for (let count = 0; count < portionsPerLook; count += 1) {
    const forgotten = await forget();
    total += forgotten;
    if (forgotten < limit) break;
  }
  return total;
}
