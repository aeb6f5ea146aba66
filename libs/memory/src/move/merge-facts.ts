import type { FactRecord } from '#protocol';
import { instantOf, meaningOf, stateOf } from './entity-facts.js';

/** A fact with the id that it has here. */
export interface StoredFact extends FactRecord {
  readonly observation_id: string;
}

export interface MergedFacts {
  readonly added: readonly StoredFact[];
  /** Known facts that do not hold any more, as they are now. */
  readonly ended: readonly StoredFact[];
  /** All of them afterwards. */
  readonly facts: readonly StoredFact[];
}

/**
 * Puts together what is known of an entity and what a record says of it. A fact that both have is one
 * fact, and has ended if it has ended in either. Of several that answer the same question (`predicate`) the
 * one that holds since later stays, so that the order in which two memories are put together does
 * not matter.
 */
export function mergeFacts(
  known: readonly StoredFact[],
  incoming: readonly StoredFact[],
): MergedFacts {
  const { merged, added } = takeIn(known, incoming);
  const facts = [...merged.values()];
  for (const group of questionsOf(facts)) supersede(group, added, merged);
  const after = [...merged.values()];
  const before = new Set(known);
  return {
    added: after.filter(({ observation_id }) => added.has(observation_id)),
    ended: after.filter((fact) => !added.has(fact.observation_id) && !before.has(fact)),
    facts: after,
  };
}

function takeIn(known: readonly StoredFact[], incoming: readonly StoredFact[]) {
  const merged = new Map(known.map((fact) => [fact.observation_id, fact]));
  const byMeaning = new Map(known.map((fact) => [meaningOf(fact), fact]));
  const added = new Set<string>();
  const renamed = new Map<string, string>();
  for (const fact of incoming) {
    const twin = merged.get(fact.observation_id) ?? byMeaning.get(meaningOf(fact));
    if (twin === undefined) {
      merged.set(fact.observation_id, fact);
      added.add(fact.observation_id);
    } else {
      renamed.set(fact.observation_id, twin.observation_id);
      if (twin.observation_id === fact.observation_id && hasEnded(twin, fact)) {
        const { state, superseded_by, valid_to } = fact;
        merged.set(twin.observation_id, { ...twin, state, superseded_by, valid_to });
      }
    }
  }
  for (const [id, fact] of merged) {
    const by = renamed.get(fact.superseded_by ?? '');
    if (by !== undefined && by !== fact.superseded_by)
      merged.set(id, { ...fact, superseded_by: by });
  }
  return { merged, added };
}

/** A fact of the same id that held here and does not hold there: it has ended meanwhile. */
function hasEnded(known: FactRecord, incoming: FactRecord): boolean {
  const isOpen = ['current', 'review'].includes(stateOf(known));
  return isOpen && ['superseded', 'retracted'].includes(stateOf(incoming));
}

/** Facts that hold and answer the same question, where more than one does. */
function questionsOf(facts: readonly StoredFact[]): StoredFact[][] {
  const groups = new Map<string, StoredFact[]>();
  for (const fact of facts) {
    if (stateOf(fact) !== 'current' || typeof fact.predicate !== 'string') continue;
    const group = groups.get(fact.predicate);
    if (group === undefined) groups.set(fact.predicate, [fact]);
    else group.push(fact);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

function supersede(
  group: readonly StoredFact[],
  added: ReadonlySet<string>,
  merged: Map<string, StoredFact>,
): void {
  if (!group.some(({ observation_id }) => added.has(observation_id))) return;
  const latest = group.reduce((a, b) => (sinceWhen(b) >= sinceWhen(a) ? b : a));
  for (const fact of group) {
    if (fact === latest) continue;
    merged.set(fact.observation_id, {
      ...fact,
      state: 'superseded',
      superseded_by: latest.observation_id,
      valid_to: latest.valid_from ?? null,
    });
  }
}

/** A fact that says nothing of it holds since now. */
function sinceWhen({ valid_from: since }: FactRecord): number {
  return since === undefined ? Number.POSITIVE_INFINITY : instantOf(since);
}
