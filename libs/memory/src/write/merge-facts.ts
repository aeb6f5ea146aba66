import { isNearDuplicate } from '../gate/near-duplicate.js';
import { microsOf } from './instant.js';
import type { KnownObservation, ObservationState } from './known-memory.js';
import type { NewObservation } from './new-memory.js';
import { normalize } from './normalize.js';

/** A fact that is stored, and as what. */
interface AddedObservation extends NewObservation {
  readonly id: string;
  readonly state: ObservationState;
  /** It came too late: this one was said after it. */
  readonly supersededBy?: string;
  /** Until when it held, if it came too late. RFC 3339. */
  readonly validTo?: string;
}

/** A fact that holds no more. */
interface Superseded {
  readonly id: string;
  readonly by: string;
  /** RFC 3339. @default now */
  readonly at?: string | undefined;
}

export interface MergedFacts {
  readonly added: readonly AddedObservation[];
  readonly superseded: readonly Superseded[];
  /** Those that hold afterwards. */
  readonly holding: readonly Pick<KnownObservation, 'content'>[];
}

/** A machine's reading gives way to what is known by so much more surely. */
const clearlySurer = 0.25;

/**
 * What new facts do to those that are known: what is known is not said twice, and a fact with a
 * predicate takes the place of the one that answered the same question, unless that one was said later,
 * or is known more surely than a machine read this one; then people decide.
 */
export function mergeFacts(
  known: readonly KnownObservation[],
  incoming: readonly NewObservation[],
  name: () => string,
): MergedFacts {
  const merge = new Merge(known, name);
  for (const fact of incoming) merge.take(fact);
  return merge.result();
}

class Merge {
  private holding: readonly KnownObservation[];
  private readonly waiting: readonly KnownObservation[];
  private readonly added: AddedObservation[] = [];
  private readonly superseded: Superseded[] = [];

  constructor(
    known: readonly KnownObservation[],
    private readonly name: () => string,
  ) {
    this.holding = known.filter(({ state }) => state === 'current');
    this.waiting = known.filter(({ state }) => state === 'review');
  }

  take(fact: NewObservation): void {
    if ([...this.holding, ...this.waiting].some((known) => isSame(known, fact))) return;
    const rivals = this.holding.filter((known) => answersTheSame(known, fact));
    const id = this.name();
    const reviewReason = fact.reviewReason ?? whyToLook(fact, rivals);
    if (reviewReason !== undefined) {
      this.added.push({ ...fact, id, reviewReason, state: 'review' });
      return;
    }
    const later = rivals.find(({ validFrom }) => wasSaidBefore(fact, validFrom));
    if (later === undefined) this.replace(rivals, { ...fact, id, state: 'current' });
    else this.added.push({ ...fact, id, ...outdatedBy(later) });
  }

  /** A fact that came and went in one write was never known to anybody. */
  result(): MergedFacts {
    const stillborn = new Set(this.superseded.map(({ id }) => id));
    return {
      added: this.added.filter(({ id }) => !stillborn.has(id)),
      superseded: this.superseded.filter(({ id }) => !this.added.some((fact) => fact.id === id)),
      holding: this.holding,
    };
  }

  private replace(rivals: readonly KnownObservation[], fact: AddedObservation): void {
    const { id, content, predicate = null, confidence = 1, since } = fact;
    this.added.push(fact);
    this.superseded.push(...rivals.map((rival) => ({ id: rival.id, by: id, at: since })));
    const validFrom = since ?? new Date().toISOString();
    this.holding = [
      ...this.holding.filter((known) => !rivals.includes(known)),
      { id, content, predicate, confidence, validFrom, state: 'current' },
    ];
  }
}

function isSame({ content, predicate }: KnownObservation, fact: NewObservation): boolean {
  if (predicate !== (fact.predicate ?? null)) return false;
  if (normalize(content) === normalize(fact.content)) return true;
  return fact.isGuess === true && isNearDuplicate(content, fact.content, undefined);
}

function answersTheSame(known: KnownObservation, fact: NewObservation): boolean {
  return fact.predicate !== undefined && known.predicate === fact.predicate;
}

function whyToLook(
  { isGuess, confidence = 1 }: NewObservation,
  rivals: readonly KnownObservation[],
): string | undefined {
  if (isGuess !== true) return undefined;
  const surer = rivals.some((rival) => rival.confidence > confidence + clearlySurer);
  return surer ? 'it contradicts what is known more surely' : undefined;
}

function wasSaidBefore({ since }: NewObservation, other: string): boolean {
  return since !== undefined && microsOf(since) < microsOf(other);
}

function outdatedBy({
  id,
  validFrom,
}: KnownObservation): Pick<AddedObservation, 'state' | 'supersededBy' | 'validTo'> {
  return { state: 'superseded', supersededBy: id, validTo: validFrom };
}
