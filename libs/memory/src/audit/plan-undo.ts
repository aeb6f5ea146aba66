import type { Fact } from './fact.repository.js';
import { answersTheSame, type FactChange } from './plan-retraction.js';
import type { FactBefore } from './retraction.repository.js';

/** A fact that a retraction changed: how it stands, and how it stood. */
export interface RetractedFact {
  readonly now: Fact;
  readonly before: FactBefore;
}

/** A fact that does not stand any more as the retraction left it was changed by somebody else: it stays. */
function isAsLeft({ now, before }: RetractedFact): boolean {
  if (before.role === 'restored') return now.state === 'current' || now.state === before.was_state;
  return now.state === (before.role === 'doubted' ? 'review' : 'retracted');
}

/**
 * Puts facts back as they stood before a retraction. What was learned meanwhile in answer to the same
 * question holds on: the fact that comes back gives way to it.
 */
export function planUndo(
  facts: readonly RetractedFact[],
  holding: readonly Fact[],
): readonly FactChange[] {
  const own = new Set(facts.map(({ now }) => now.id));
  const others = holding.filter(({ id }) => !own.has(id));
  return facts.filter(isAsLeft).map(({ now, before }) => {
    const { id, role, was_state: state, was_superseded_by, was_valid_to } = before;
    const rival = others.find((other) => answersTheSame(other, now));
    if (state === 'current' && rival !== undefined) {
      const valid_to = rival.valid_from.toISOString();
      return { id, role, state: 'superseded', superseded_by: rival.id, valid_to };
    }
    return { id, role, state, superseded_by: was_superseded_by, valid_to: was_valid_to };
  });
}
