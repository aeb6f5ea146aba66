import type {
  EntityForgotten,
  EntityPinned,
  EraseSubject,
  ErasureLifted,
  LiftErasure,
  PinEntity,
  SetTaint,
  SubjectErased,
  TaintSet,
} from '#protocol';
import { answerOnce, type IdempotencyClaim } from '#idempotency';
import type { Caller, Database } from '#platform';
import type { AgentRegistry } from '#agents';
import { eraseSubject, liftErasure, scopeOf, type OpenMemory } from '#memory';
import { unknownFact } from './memory-auditor.js';
import { unknownEntities } from './memory-ledger.js';
import { readSettings, targetPlace, targetPlaces, type MemoryTarget } from './memory-place.js';
import { unknownRelation } from './unknown-relation.js';

/** What the keeper works with. */
export interface KeeperKit {
  readonly memory: Pick<OpenMemory, 'memory' | 'keeping'>;
  readonly registry: AgentRegistry;
  readonly database: Database;
}

const unknown = {
  fact: unknownFact,
  entity: (name: string) => unknownEntities([name]),
  relation: unknownRelation,
};

/** Forgets, pins, clears and erases, on behalf of a client. */
export class MemoryKeeper {
  constructor(private readonly kit: KeeperKit) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async forget(caller: Caller, name: string, target: MemoryTarget): Promise<EntityForgotten> {
    const place = await this.place(caller, target);
    const gone = await this.kit.memory.keeping.forget(caller, place, name);
    if (gone.entities === 0) throw unknownEntities([name]);
    return {
      entity_name: name,
      memory_scope: scopeOf(place),
      facts_deleted: gone.facts,
      relations_deleted: gone.relations,
      forgotten_at: new Date().toISOString(),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async pin(caller: Caller, name: string, { pinned, ...target }: PinEntity): Promise<EntityPinned> {
    const place = await this.place(caller, target);
    const isKnown = await this.kit.memory.keeping.pin(caller, place, name, pinned);
    if (!isKnown) throw unknownEntities([name]);
    return { entity_name: name, memory_scope: scopeOf(place), pinned };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async taint(
    caller: Caller,
    what: 'fact' | 'entity' | 'relation',
    subject: string,
    { tainted, ...target }: SetTaint,
  ): Promise<TaintSet> {
    const settings = await readSettings(this.kit.registry, caller, target.agent_id);
    const order = { id: subject, isTainted: tainted };
    const places = targetPlaces(target, settings);
    const isKnown = await this.kit.memory.keeping.taint(caller, places, what, order);
    if (!isKnown) throw unknown[what](subject);
    return { subject, tainted };
  }

  /** What lost facts gets its vectors after the commit. */
  async erase(
    caller: Caller,
    { subject, include_global: includeGlobal, dry_run: isDryRun }: EraseSubject,
    claim?: IdempotencyClaim,
  ): Promise<SubjectErased> {
    let touched: readonly string[] = [];
    const answer = await answerOnce(this.kit.database, caller, claim, async (tx) => {
      const erased = await eraseSubject(tx, { subject, includeGlobal, isDryRun });
      touched = erased.touched;
      return {
        dry_run: isDryRun,
        entities_erased: erased.entities,
        facts_erased: erased.facts,
        relations_erased: erased.relations,
        erased_at: new Date().toISOString(),
      };
    });
    await this.kit.memory.memory.renew(touched);
    return answer;
  }

  lift(
    caller: Caller,
    { subject, include_global: includeGlobal }: LiftErasure,
    claim?: IdempotencyClaim,
  ): Promise<ErasureLifted> {
    return answerOnce(this.kit.database, caller, claim, async (tx) => ({
      lifted: await liftErasure(tx, subject, includeGlobal),
    }));
  }

  private async place(caller: Caller, target: MemoryTarget): Promise<string> {
    return targetPlace(target, await readSettings(this.kit.registry, caller, target.agent_id));
  }
}
