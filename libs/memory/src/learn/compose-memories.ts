import { judgeFact, type CandidateFact, type GateRules } from '../gate/judge-fact.js';
import type { NewMemory, NewObservation } from '../write/new-memory.js';
import { entityNameOf, predicateOf, typeOf } from './entity-name.js';

/** What the gate kept out, and why. */
export interface RefusedFact {
  readonly content: string;
  readonly reason: string;
}

/** What a gate lets in, as memories, and what it keeps out. */
export interface Admitted {
  readonly memories: readonly NewMemory[];
  readonly refused: readonly RefusedFact[];
}

/** Turns facts into memories of the things they are about, as far as the gate lets them in. */
export function composeMemories(
  facts: readonly CandidateFact[],
  rules: GateRules,
  since: string | undefined,
): Admitted {
  const memories: NewMemory[] = [];
  const refused: RefusedFact[] = [];
  for (const fact of facts) {
    const name = entityNameOf(fact.subject);
    const verdict = judgeFact(fact, rules);
    if (verdict.kind === 'refused') refused.push({ content: fact.content, reason: verdict.reason });
    else if (name === '') refused.push({ content: fact.content, reason: 'it is about nothing' });
    else {
      const reviewReason = verdict.kind === 'review' ? verdict.reason : undefined;
      const observation = { ...toObservation(fact, since), reviewReason };
      memories.push({
        name,
        type: typeOf(fact.type),
        isTypeGuessed: true,
        confidence: fact.confidence,
        observations: [observation],
      });
    }
  }
  return { memories, refused };
}

function toObservation(fact: CandidateFact, since: string | undefined): NewObservation {
  return {
    content: fact.content.trim(),
    predicate: fact.predicate === undefined ? undefined : predicateOf(fact.predicate),
    confidence: fact.confidence,
    isGuess: true,
    since,
  };
}
