import type { EntitiesRelated, MemoryRelation, RelationTaken } from '#protocol';
import { scopeOf, type TakenRelation, type WholeRelation } from '#memory';
import { round } from './memory-views.js';

/** What is told of a relation and of what it was. */
type State = Pick<
  EntitiesRelated,
  'strength' | 'confidence' | 'bidirectional' | 'metadata' | 'version' | 'valid_from' | 'valid_to'
>;

/** A relation, or a version of one, as the library gives it. */
type StateRow = Pick<
  WholeRelation,
  'strength' | 'confidence' | 'bidirectional' | 'metadata' | 'version' | 'valid_from' | 'valid_to'
>;

export function viewRelationState(row: StateRow): State {
  return {
    strength: round(row.strength),
    confidence: round(row.confidence),
    bidirectional: row.bidirectional,
    metadata: { ...row.metadata },
    version: row.version,
    valid_from: row.valid_from?.toISOString() ?? null,
    valid_to: row.valid_to?.toISOString() ?? null,
  };
}

export function viewRelation(relation: WholeRelation): MemoryRelation {
  return {
    relation_id: relation.id,
    from_entity: relation.from,
    to_entity: relation.to,
    relation_type: relation.type,
    ...viewRelationState(relation),
    tainted: relation.tainted,
    memory_scope: scopeOf(relation.place),
    state: relation.state,
    created_by: relation.created_by,
    source_message_id: relation.source_message_id,
    created_at: relation.created_at.toISOString(),
    updated_at: relation.updated_at.toISOString(),
    history: relation.versions.map((version) => ({
      ...viewRelationState(version),
      created_by: version.created_by,
      source_message_id: version.source_message_id,
      known_from: version.known_from.toISOString(),
      known_to: version.known_to?.toISOString() ?? null,
    })),
  };
}

export function viewTaken({ id, from, to, type, place, state }: TakenRelation): RelationTaken {
  return {
    ...{ relation_id: id, from_entity: from, to_entity: to, relation_type: type },
    ...{ memory_scope: scopeOf(place), state },
  };
}
