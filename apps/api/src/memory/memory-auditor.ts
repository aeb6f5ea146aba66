import {
  ProtocolError,
  type MemoryImpact,
  type MemoryRelationImpact,
  type MemoryRelationWhy,
  type MemoryRetractions,
  type MemoryReview,
  type MemoryWhy,
} from '#protocol';
import type { Caller } from '#platform';
import type { AgentRegistry } from '#agents';
import type { MemoryAudit, Place } from '#memory';
import type { MessageLookup } from '#messaging';
import type { WantedPage } from '../http/list-page.js';
import {
  viewFact,
  viewListed,
  viewRetraction,
  viewUses,
  viewWaiting,
} from './memory-fact-views.js';
import { readSettings, targetPlaces, type MemoryTarget } from './memory-place.js';
import { viewRelation } from './memory-relation-views.js';
import { unknownRelation } from './unknown-relation.js';

/** Tells a client where facts come from, what depends on them, and what waits for people. */
export class MemoryAuditor {
  constructor(
    private readonly audit: MemoryAudit,
    private readonly messages: MessageLookup,
    private readonly registry: AgentRegistry,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async why(caller: Caller, target: MemoryTarget, id: string): Promise<MemoryWhy> {
    const origin = await this.audit.why(caller, await this.places(caller, target), id);
    if (origin === undefined) throw unknownFact(id);
    const { fact, supersededBy } = origin;
    return {
      fact: viewFact(fact),
      source: {
        created_by: fact.created_by,
        created_at: fact.created_at.toISOString(),
        message: await this.messageOf(caller, fact.source_message_id),
      },
      derived_from: origin.derivedFrom.map(viewFact),
      supersedes: origin.supersedes.map(viewFact),
      superseded_by: supersededBy === undefined ? null : viewFact(supersededBy),
      retractions: origin.retractions.map(viewRetraction),
      used_in: viewUses(origin.uses),
      uses: origin.useCount,
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async impact(caller: Caller, target: MemoryTarget, id: string): Promise<MemoryImpact> {
    const found = await this.audit.impact(caller, await this.places(caller, target), id);
    if (found === undefined) throw unknownFact(id);
    return {
      fact: viewFact(found.fact),
      derived: found.derived.map(viewFact),
      used_in: viewUses(found.uses),
      uses: found.useCount,
      learned: found.learned.map(viewFact),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async whyRelation(caller: Caller, target: MemoryTarget, id: string): Promise<MemoryRelationWhy> {
    const origin = await this.audit.whyRelation(caller, await this.places(caller, target), id);
    if (origin === undefined) throw unknownRelation(id);
    const { relation } = origin;
    return {
      relation: viewRelation(relation),
      source: {
        created_by: relation.created_by,
        created_at: relation.created_at.toISOString(),
        message: await this.messageOf(caller, relation.source_message_id),
      },
      retractions: origin.retractions.map(viewRetraction),
      used_in: viewUses(origin.uses),
      uses: origin.useCount,
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; MEMORY_NOT_FOUND */
  async impactOfRelation(
    caller: Caller,
    target: MemoryTarget,
    id: string,
  ): Promise<MemoryRelationImpact> {
    const places = await this.places(caller, target);
    const found = await this.audit.impactOfRelation(caller, places, id);
    if (found === undefined) throw unknownRelation(id);
    return {
      relation: viewRelation(found.relation),
      used_in: viewUses(found.uses),
      uses: found.useCount,
      learned: found.learned.map(viewFact),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async waiting(caller: Caller, target: MemoryTarget, page: WantedPage): Promise<MemoryReview> {
    const { cursor: after, limit } = page;
    const places = await this.places(caller, target);
    const found = await this.audit.waiting(caller, places, { after, limit: limit + 1 });
    return { waiting: found.slice(0, limit).map(viewWaiting), next_cursor: next(found, limit) };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async retractions(
    caller: Caller,
    target: MemoryTarget,
    page: WantedPage,
  ): Promise<MemoryRetractions> {
    const { cursor: after, limit } = page;
    const places = await this.places(caller, target);
    const found = await this.audit.retractions(caller, places, { after, limit: limit + 1 });
    return {
      retractions: found.slice(0, limit).map(viewListed),
      next_cursor: next(found, limit),
    };
  }

  private async places(caller: Caller, target: MemoryTarget): Promise<Place[]> {
    return targetPlaces(target, await readSettings(this.registry, caller, target.agent_id));
  }

  /** A message of another workspace, or one that is gone, is told by its id alone. */
  private async messageOf(
    caller: Caller,
    id: string | null,
  ): Promise<MemoryWhy['source']['message']> {
    if (id === null) return null;
    try {
      const detail = await this.messages.detail(caller, id);
      return {
        message_id: id,
        conversation_id: detail.conversation_id,
        sender: detail.sender,
        performative: detail.performative,
        agent: detail.routed_to,
        agent_version: detail.agent_version,
        accepted_at: detail.timings.accepted_at,
      };
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'MESSAGE_NOT_FOUND') {
        return { message_id: id };
      }
      throw error;
    }
  }
}

/** A fact that is not where it was looked for. */
export function unknownFact(id: string): ProtocolError {
  return new ProtocolError('MEMORY_NOT_FOUND', `'${id}' is not remembered here`, {
    suggestion: 'Use GET /api/v1/memory/entities/{name} to see the facts of an entity',
  });
}

function next(found: readonly { readonly id: string }[], limit: number): string | null {
  return found.length > limit ? (found[limit - 1]?.id ?? null) : null;
}
