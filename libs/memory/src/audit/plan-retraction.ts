import type { ObservationState } from '../write/known-memory.js';
import type { Fact } from './fact.repository.js';

/**
 * Why a retraction changes a fact: it was `named`; it was `derived` from one that goes; it had given way
 * to one that goes and is `restored`; it was learned beside one that goes and is `doubted`.
 */
export type Role = 'named' | 'derived' | 'restored' | 'doubted';

/** What becomes of one fact. */
export interface FactChange {
  readonly id: string;
  readonly role: Role;
  readonly state: ObservationState;
  readonly superseded_by: string | null;
  /** RFC 3339. @default by the state: until now when it goes, open when it holds */
  readonly valid_to?: string | null;
  /** Why people are to look at it. */
  readonly reason?: string;
}

/** The facts that a retraction concerns, as they stand. */
export interface Concerned {
  readonly named: readonly Fact[];
  readonly derived: readonly Fact[];
  /** Those that gave way to one of the others. */
  readonly superseded: readonly Fact[];
  readonly doubted: readonly Fact[];
  /** Whatever holds about the entities of those that gave way. */
  readonly holding: readonly Fact[];
}

/** Whether there is something to take back: what gave way or was taken back already has nothing. */
export function isStanding({ state }: Pick<Fact, 'state'>): boolean {
  return state === 'current' || state === 'review';
}

/** Whether two facts cannot hold beside each other. */
export function answersTheSame(one: Fact, other: Fact): boolean {
  return (
    one.predicate !== null && one.predicate === other.predicate && one.entity_id === other.entity_id
  );
}

/**
 * Each fact is changed once; what is named or derived is not doubted besides. What had given way holds again, unless
 * another answer to its question has come to hold meanwhile: it gives way to that one.
 */
export function planRetraction({
  named,
  derived,
  superseded,
  doubted,
  holding,
}: Concerned): readonly FactChange[] {
  const going = [
    ...named.map((fact) => take(fact, 'named')),
    ...derived.filter(isStanding).map((fact) => take(fact, 'derived')),
  ];
  const gone = new Set(going.map(({ id }) => id));
  // What follows from something that goes does not come back in its place.
  const family = new Set([...gone, ...derived.map(({ id }) => id)]);
  const back = superseded.filter(({ id }) => !family.has(id));
  const changed = new Set([...family, ...back.map(({ id }) => id)]);
  const rest = doubted.filter(({ id, state }) => state === 'current' && !changed.has(id));
  const waiting = new Set(rest.map(({ id }) => id));
  const rivals = holding.filter(({ id }) => !changed.has(id) && !waiting.has(id));
  return [
    ...going,
    ...groupByQuestion(back).flatMap((facts) => restore(facts, rivals)),
    ...rest.map(({ id }) => ({
      ...{ id, role: 'doubted' as const, state: 'review' as const, superseded_by: null },
      reason: 'it was learned beside what was retracted',
    })),
  ];
}

function take({ id }: Fact, role: Role): FactChange {
  return { id, role, state: 'retracted', superseded_by: null };
}

/** Of those that answered one question only the latest holds again, if nothing else does; the others give way to it. */
function restore(facts: readonly Fact[], rivals: readonly Fact[]): FactChange[] {
  const [latest, ...others] = [...facts].sort(
    (a, b) => b.valid_from.getTime() - a.valid_from.getTime() || b.id.localeCompare(a.id),
  );
  if (latest === undefined) return [];
  const rival = rivals.find((one) => answersTheSame(one, latest));
  return [
    rival === undefined
      ? { id: latest.id, role: 'restored', state: 'current', superseded_by: null }
      : {
          ...{ id: latest.id, role: 'restored', state: 'superseded', superseded_by: rival.id },
          valid_to: rival.valid_from.toISOString(),
        },
    ...others.map(({ id, valid_to }) => ({
      ...{ id, role: 'restored' as const, state: 'superseded' as const },
      ...{ superseded_by: latest.id, valid_to: valid_to?.toISOString() ?? null },
    })),
  ];
}

function groupByQuestion(facts: readonly Fact[]): Fact[][] {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const question = JSON.stringify([fact.entity_id, fact.predicate ?? fact.id]);
    groups.set(question, [...(groups.get(question) ?? []), fact]);
  }
  return [...groups.values()];
}
