import type { Fact } from './fact.repository.js';

/** A fact that holds about an entity of the workspace. */
export function aFact(id: string, change: Partial<Fact> = {}): Fact {
  const at = new Date('2026-01-01T00:00:00Z');
  return {
    ...{ id, entity_id: 'ent-1', name: 'acme', type: 'customer', place: 'workspace' },
    ...{ content: `Fact ${id}`, predicate: null, confidence: 1, state: 'current' },
    ...{ superseded_by: null, valid_from: at, valid_to: null, created_by: 'api_client' },
    ...{ source_message_id: null, created_at: at, tainted: false },
    ...change,
  };
}
