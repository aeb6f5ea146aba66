import {
  ProtocolError,
  type AgentMemory,
  type BatchEntity,
  type MemoryMatches,
  type MemorySearch,
} from '#protocol';
import type { Caller } from '#platform';
import type { AgentRegistry } from '#agents';
import {
  placesInSight,
  type Memory,
  type MemoryView,
  type NewMemory,
  type RecallQuery,
} from '#memory';
import { readSettings, targetPlaces, type MemoryTarget } from './memory-place.js';
import { readObservation, round, viewMatch } from './memory-views.js';

/** Memories that the overview of an agent names. */
const recent = 10;

/** What the search of a request says beside whose memory it means. */
type SearchTerms = Omit<MemorySearch, 'memory_scope' | 'conversation_id'>;

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
    const settings = await readSettings(this.registry, caller, target.agent_id);
    const query = toQuery(terms, targetPlaces(target, settings));
    const { mode, entities } = await this.memory.recall(caller, query);
    return { query: terms.query, mode, matches: entities.map(viewMatch) };
  }
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
    validFrom: entity.valid_from,
    validTo: entity.valid_to,
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

function readTime({ temporal_filter, as_of }: SearchTerms): RecallQuery['at'] {
  if (temporal_filter === 'all') return 'all';
  if (temporal_filter === 'current') return undefined;
  if (as_of !== undefined) return { asOf: as_of };
  throw new ProtocolError('INVALID_REQUEST', 'as_of is required with temporal_filter as_of', {
    errors: [{ field: 'as_of', rule: 'required', message: 'is required' }],
  });
}
