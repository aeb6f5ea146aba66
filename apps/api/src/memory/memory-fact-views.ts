import type {
  FactsRetracted,
  MemoryFact,
  MemoryRetraction,
  MemoryRetractions,
  MemoryReview,
  MemoryWhy,
} from '#protocol';
import {
  scopeOf,
  type ChangedFact,
  type Fact,
  type Retraction,
  type TakenBack,
  type WaitingFact,
} from '#memory';
import { viewTaken } from './memory-relation-views.js';
import { round } from './memory-views.js';

export function viewFact(fact: Fact): MemoryFact {
  return {
    observation_id: fact.id,
    entity_name: fact.name,
    entity_type: fact.type,
    memory_scope: scopeOf(fact.place),
    content: fact.content,
    predicate: fact.predicate,
    confidence: round(fact.confidence),
    state: fact.state,
    valid_from: fact.valid_from.toISOString(),
    valid_to: fact.valid_to?.toISOString() ?? null,
    tainted: fact.tainted,
  };
}

export function viewWaiting(fact: WaitingFact): MemoryReview['waiting'][number] {
  return {
    ...viewFact(fact),
    created_by: fact.created_by,
    created_at: fact.created_at.toISOString(),
    source_message_id: fact.source_message_id,
    reason: fact.review_reason,
    contradicts: fact.contradicts.map(({ id, content }) => ({ observation_id: id, content })),
  };
}

export function viewRetraction(retraction: Retraction): MemoryRetraction {
  return {
    retraction_id: retraction.id,
    memory_scope: scopeOf(retraction.place),
    reason: retraction.reason,
    retracted_by: retraction.created_by,
    retracted_at: retraction.created_at.toISOString(),
    undone_by: retraction.undone_by,
    undone_at: retraction.undone_at?.toISOString() ?? null,
  };
}

export function viewListed(
  retraction: Retraction & TakenBack,
): MemoryRetractions['retractions'][number] {
  return {
    ...viewRetraction(retraction),
    retracted: retraction.facts.map(viewFact),
    retracted_total: retraction.total,
    relations: retraction.relations.map(viewTaken),
  };
}

export function viewUses(
  uses: readonly { readonly message_id: string; readonly used_at: Date }[],
): MemoryWhy['used_in'] {
  return uses.map(({ message_id, used_at }) => ({ message_id, used_at: used_at.toISOString() }));
}

export function viewRetracted(id: string, changed: readonly ChangedFact[]): FactsRetracted {
  const those = (...roles: readonly string[]): MemoryFact[] =>
    changed.filter(({ change }) => roles.includes(change.role)).map(({ fact }) => viewFact(fact));
  return {
    retraction_id: id,
    retracted: those('named', 'derived'),
    restored: those('restored'),
    to_review: those('doubted'),
  };
}
