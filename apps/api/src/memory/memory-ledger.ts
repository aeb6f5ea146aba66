import {
  ProtocolError,
  type BatchRemembered,
  type EntitiesRelated,
  type EntityRemembered,
  type MemoryCleared,
  type RelateEntities,
  type RememberBatch,
  type RememberEntity,
} from '#protocol';
import { keepAnswer, type IdempotencyClaim } from '#idempotency';
import { createId, type Caller, type Database } from '#platform';
import type { AgentRegistry } from '#agents';
import {
  placesInSight,
  scopeOf,
  type Memory,
  type MemoryAudit,
  type MemoryView,
  type NewMemory,
  type Remembered,
} from '#memory';
import { unknownFact } from './memory-auditor.js';
import { toNewMemory } from './memory-desk.js';
import { notRemembered, viewOutcome } from './memory-outcomes.js';
import { refuseClearing } from './refuse-clearing.js';
import { readSettings, targetPlace, type MemoryTarget } from './memory-place.js';
import { viewRelationState } from './memory-relation-views.js';
import { endOf, startOf } from './memory-time.js';

/**
 * Writes into the memory of an agent, on behalf of a client. What is remembered already is not remembered
 * twice, so that a repeated request needs no more than its answer kept.
 */
export class MemoryLedger {
  constructor(
    private readonly memory: Memory,
    private readonly view: MemoryView,
    private readonly registry: AgentRegistry,
    private readonly database: Database,
    private readonly audit: MemoryAudit,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_TYPE_CONFLICT, _FULL, _ERASED; MEMORY_NOT_FOUND, of `derived_from` */
  async remember(
    caller: Caller,
    entity: RememberEntity,
    claim?: IdempotencyClaim,
  ): Promise<EntityRemembered> {
    return keepAnswer(this.database, caller, claim, () => this.write(caller, entity));
  }

  private async write(caller: Caller, entity: RememberEntity): Promise<EntityRemembered> {
    const place = await this.place(caller, entity);
    const memory = toNewMemory(entity);
    await this.checkOrigins(caller, entity, [memory]);
    const source = { by: caller.principal };
    const { outcomes, embedded } = await this.memory.remember(caller, place, [memory], source);
    const [outcome] = outcomes;
    if (outcome?.kind !== 'stored') throw notRemembered(entity.entity_name, outcome);
    const found = await this.view.entity(caller, [place], entity.entity_name);
    const { write } = outcome;
    return {
      entity_id: write.id,
      entity_name: write.name,
      entity_type: write.type,
      observation_count: found?.observations.filter(({ state }) => state === 'current').length ?? 0,
      memory_scope: scopeOf(place),
      agent_id: entity.agent_id,
      created_at: (found?.entity.created_at ?? new Date()).toISOString(),
      updated_at: (found?.entity.updated_at ?? new Date()).toISOString(),
      embedding_generated: embedded.has(write.id) || !write.isContentNew,
      version: write.version,
      superseded: write.superseded.length,
    };
  }

  /** Each entity succeeds or fails by itself. @throws {ProtocolError} AGENT_NOT_FOUND */
  async rememberBatch(
    caller: Caller,
    batch: RememberBatch,
    claim?: IdempotencyClaim,
  ): Promise<BatchRemembered> {
    return keepAnswer(this.database, caller, claim, () => this.writeBatch(caller, batch));
  }

  private async writeBatch(caller: Caller, batch: RememberBatch): Promise<BatchRemembered> {
    const startedAt = performance.now();
    const place = await this.place(caller, batch);
    const memories = batch.entities.map(toNewMemory);
    await this.checkOrigins(caller, batch, memories);
    const source = { by: caller.principal };
    const { outcomes } = await this.memory.remember(caller, place, memories, source);
    const count = (isWanted: (outcome: Remembered) => boolean): number =>
      outcomes.filter(isWanted).length;
    return {
      batch_id: createId('bat'),
      entities_created: count((one) => one.kind === 'stored' && one.write.isNew),
      entities_updated: count((one) => one.kind === 'stored' && !one.write.isNew),
      failed_entities: count((one) => one.kind !== 'stored'),
      processing_time_ms: Math.round(performance.now() - startedAt),
      results: outcomes.map(viewOutcome),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND of an end; INVALID_REQUEST of its validity */
  async relate(
    caller: Caller,
    relation: RelateEntities,
    claim?: IdempotencyClaim,
  ): Promise<EntitiesRelated> {
    return keepAnswer(this.database, caller, claim, () => this.writeRelation(caller, relation));
  }

  private async writeRelation(caller: Caller, relation: RelateEntities): Promise<EntitiesRelated> {
    const place = await this.place(caller, relation);
    const { from_entity: from, to_entity: to, relation_type: type } = relation;
    const { strength, confidence, bidirectional, metadata = {} } = relation;
    const [validFrom, validTo] = [startOf(relation.valid_from), endOf(relation.valid_to)];
    const stored = await this.memory.relate(
      caller,
      place,
      { from, to, type, strength, confidence, bidirectional, metadata, validFrom, validTo },
      { by: caller.principal },
    );
    if ('missing' in stored) throw unknownEntities(stored.missing);
    return {
      relation_id: stored.id,
      from_entity: from,
      to_entity: to,
      relation_type: type,
      ...viewRelationState(stored),
      tainted: stored.tainted,
      memory_scope: scopeOf(place),
      created_by: stored.created_by,
      created_at: stored.created_at.toISOString(),
      updated_at: stored.updated_at.toISOString(),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; FORBIDDEN, of what others share */
  async clear(
    caller: Caller,
    target: MemoryTarget,
    types: readonly string[] | undefined,
  ): Promise<MemoryCleared> {
    const place = await this.place(caller, target);
    refuseClearing(caller, scopeOf(place));
    const { entities, relations } = await this.memory.clear(caller, place, types);
    return {
      agent_id: target.agent_id,
      memory_scope: scopeOf(place),
      entities_deleted: entities,
      relations_deleted: relations,
      cleared_at: new Date().toISOString(),
    };
  }

  /** What is derived from must be in sight. */
  private async checkOrigins(
    caller: Caller,
    { agent_id: agent, conversation_id: conversationId }: MemoryTarget,
    memories: readonly NewMemory[],
  ): Promise<void> {
    const facts = memories.flatMap(({ observations }) => observations);
    const ids = facts.flatMap(({ derivedFrom = [] }) => derivedFrom);
    const places = placesInSight({ agent, conversationId });
    const [missing] = await this.audit.missing(caller, places, ids);
    if (missing !== undefined) throw unknownFact(missing);
  }

  private async place(caller: Caller, target: MemoryTarget): Promise<string> {
    return targetPlace(target, await readSettings(this.registry, caller, target.agent_id));
  }
}

/** An entity that is not remembered where it was looked for. */
export function unknownEntities(names: readonly string[]): ProtocolError {
  const [first = ''] = names;
  return new ProtocolError('MEMORY_NOT_FOUND', `Entity '${first}' is not remembered here`, {
    entities: [...names],
    suggestion: 'Use POST /api/v1/agents/{name}/memory/search to look for it',
  });
}
