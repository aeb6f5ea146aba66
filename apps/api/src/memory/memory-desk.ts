import type {
  AgentMemory,
  BatchEntity,
  MemoryMatches,
  MemoryResults,
  MemorySearch,
} from '#protocol';
import type { Caller } from '#platform';
import type { AgentRegistry } from '#agents';
import {
  placesInSight,
  scopeOf,
  type Link,
  type Memory,
  type MemoryView,
  type NewMemory,
  type Place,
  type Recalled,
  type RecallQuery,
} from '#memory';
import { readSettings, targetPlaces, type MemoryTarget } from './memory-place.js';
import { endOf, readTime, startOf } from './memory-time.js';
import { readObservation, round, viewMatch, viewResult } from './memory-views.js';

/** Memories that the overview of an agent names. */
const recent = 10;

/** What the search of a request says beside whose memory it means. */
type SearchTerms = Omit<MemorySearch, 'memory_scope' | 'conversation_id' | 'include_relations'> & {
  readonly include_relations?: boolean | undefined;
};

/** Looks into the memory of an agent, on behalf of a client. */
export class MemoryDesk {
  constructor(
    private readonly memory: Memory,
    private readonly view: MemoryView,
    private readonly registry: AgentRegistry,
  ) {}

  /** @throws {ProtocolError} AGENT_NOT_FOUND */
  async overview(caller: Caller, agent: string): Promise<AgentMemory> {
    const { enabled, scope } = await readSettings(this.registry, caller, agent);
    const seen = await this.view.overview(caller, placesInSight({ agent }), recent);
    return {
      agent,
      memory: {
        enabled,
        scope,
        entities: seen.entities,
        relationships: seen.relations,
        last_updated: seen.lastUpdated?.toISOString() ?? null,
      },
      recent_memories: seen.recent.map(({ name, type, confidence, created_at }) => ({
        entity: name,
        type,
        confidence: round(confidence),
        created: created_at.toISOString(),
      })),
    };
  }

  /** @throws {ProtocolError} AGENT_NOT_FOUND; INVALID_REQUEST without the instant of `as_of` */
  async search(caller: Caller, target: MemoryTarget, terms: SearchTerms): Promise<MemoryMatches> {
    const { mode, entities, links } = await this.find(caller, target, terms);
    const matches = entities.map((entity) => viewMatch(entity, links));
    return { query: terms.query, mode, matches };
  }

  /** The same as `GET /memory/search` tells it. @throws {ProtocolError} as `search` */
  async results(caller: Caller, target: MemoryTarget, terms: SearchTerms): Promise<MemoryResults> {
    const startedAt = performance.now();
    const { mode, entities, links, places } = await this.find(caller, target, terms);
    return {
      query: terms.query,
      mode,
      results: entities.map((entity) => viewResult(entity, links, target.agent_id)),
      total_results: entities.length,
      search_time_ms: Math.round(performance.now() - startedAt),
      memory_scope: target.memory_scope === undefined ? null : scopeOf(places[0] ?? ''),
    };
  }

  private async find(caller: Caller, target: MemoryTarget, terms: SearchTerms): Promise<Found> {
    const settings = await readSettings(this.registry, caller, target.agent_id);
    const places = targetPlaces(target, settings);
    const query = toQuery(terms, places);
    const { mode, entities } = await this.memory.recall(caller, query);
    if (terms.include_relations !== true) return { mode, entities, places, links: undefined };
    const ids = entities.map(({ id }) => id);
    return {
      mode,
      entities,
      places,
      links: await this.view.links(caller, { places, ids, at: query.at }),
    };
  }
}

/** What a search found, and where it looked. */
interface Found extends Recalled {
  readonly places: readonly Place[];
  /** By the id of an entity. Absent: nobody asked for them. */
  readonly links: ReadonlyMap<string, readonly Link[]> | undefined;
}

/** An entity of a request as the library takes it. */
export function toNewMemory(entity: BatchEntity): NewMemory {
  return {
    name: entity.entity_name,
    type: entity.entity_type,
    observations: entity.observations.map(readObservation),
    confidence: entity.confidence,
    strength: entity.strength,
    metadata: entity.metadata,
    validFrom: startOf(entity.valid_from),
    validTo: endOf(entity.valid_to),
  };
}

function toQuery(terms: SearchTerms, places: readonly string[]): RecallQuery {
  return {
    text: terms.query,
    places,
    mode: terms.mode,
    minSimilarity: terms.min_similarity,
    limit: terms.limit,
    types: terms.entity_types,
    at: readTime(terms),
  };
}
