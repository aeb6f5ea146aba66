import type { RetentionPolicy } from '#protocol';
import type { Caller, Database } from '#platform';
import {
  taintEntity,
  taintFact,
  taintRelation,
  type TaintOrder,
} from '../audit/taint.repository.js';
import type { Place } from '../place.js';
import { forgetEntity } from '../write/clear.repository.js';
import type { Dropped } from '../write/drop-entities.js';
import { pinEntity } from './pin.repository.js';
import { changesOf, type PolicyChange } from './policy.js';
import { changePolicy, readPolicy } from './policy.repository.js';

const tainting = { fact: taintFact, entity: taintEntity, relation: taintRelation };

/** What a memory keeps and what it lets go, decided by people. */
export class MemoryKeeping {
  constructor(private readonly database: Database) {}

  /** Deletes one entity, pinned or not. Not to be undone. */
  forget(caller: Caller, place: Place, name: string): Promise<Dropped> {
    return this.database.transaction(caller, (tx) => forgetEntity(tx, place, name));
  }

  /** Whether there is such a thing in these places. Of an entity every fact that holds or waits is meant. */
  taint(
    caller: Caller,
    places: readonly Place[],
    what: keyof typeof tainting,
    order: TaintOrder,
  ): Promise<boolean> {
    return this.database.transaction(caller, (tx) => tainting[what](tx, places, order));
  }

  /** Whether there is such an entity. */
  pin(caller: Caller, place: Place, name: string, isPinned: boolean): Promise<boolean> {
    return this.database.read(caller, (tx) => pinEntity(tx, place, name, isPinned));
  }

  /** The rules of the caller's workspace. */
  policy(caller: Caller): Promise<RetentionPolicy> {
    return this.database.read(caller, readPolicy);
  }

  /** Gives the rules that hold now, and the names of those that changed. */
  async changePolicy(
    caller: Caller,
    change: PolicyChange,
  ): Promise<{ readonly policy: RetentionPolicy; readonly changes: readonly string[] }> {
    const { before, after } = await this.database.transaction(caller, (tx) =>
      changePolicy(tx, change),
    );
    return { policy: after, changes: changesOf(before, after) };
  }
}
