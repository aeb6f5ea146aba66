import type { JsonObject } from '#protocol';
import type { KnownMemory, KnownObservation } from './known-memory.js';
import type { NewMemory, NewObservation } from './new-memory.js';

/** What is to become of one entity. */
export interface EntityWrite {
  readonly id: string;
  readonly isNew: boolean;
  readonly name: string;
  readonly type: string;
  readonly version: number;
  readonly confidence: number;
  readonly strength: number;
  readonly metadata: JsonObject;
  /** The facts that hold afterwards, one a line. */
  readonly content: string;
  readonly isContentNew: boolean;
  readonly validFrom: string | undefined;
  readonly validTo: string | undefined;
  readonly added: readonly AddedObservation[];
  readonly superseded: readonly { readonly id: string; readonly by: string }[];
}

interface AddedObservation extends NewObservation {
  readonly id: string;
}

/** Names for what is new; in production ids that sort by time. */
export interface Naming {
  entity(): string;
  observation(): string;
}

/** The same fact in another spelling is not a second one. */
export function normalize(content: string): string {
  return content
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.]+/g, ' ')
    .trim();
}

/**
 * Decides what a new memory does to what is known under its name: facts that are known are not said
 * twice, and a fact with a predicate takes the place of the one that answered the same question before.
 * Nothing when the name belongs to something of another type.
 */
export function planWrite(
  incoming: NewMemory,
  known: KnownMemory | undefined,
  naming: Naming,
): EntityWrite | undefined {
  if (known === undefined) return composeWrite(incoming, nobody(naming.entity()), naming);
  if (known.state === 'current' && known.type !== incoming.type) return undefined;
  return composeWrite(incoming, known, naming);
}

/** What is known of something new: nothing. */
function nobody(id: string): KnownMemory {
  return {
    ...{ id, name: '', type: '', state: 'current' },
    ...{ confidence: 1, strength: 1, version: 0, metadata: {}, observations: [] },
  };
}

function composeWrite(incoming: NewMemory, known: KnownMemory, naming: Naming): EntityWrite {
  const { name, type, validFrom, validTo } = incoming;
  const facts = mergeFacts(known.observations, incoming.observations, naming);
  return {
    ...{ id: known.id, isNew: known.version === 0, name, type, validFrom, validTo },
    ...facts,
    version: known.version + 1,
    confidence: incoming.confidence ?? known.confidence,
    strength: incoming.strength ?? known.strength,
    metadata: { ...known.metadata, ...incoming.metadata },
    isContentNew: facts.content !== contentOf(known.observations) || known.type !== type,
  };
}

interface MergedFacts {
  readonly added: AddedObservation[];
  readonly superseded: { id: string; by: string }[];
  readonly content: string;
}

function mergeFacts(
  known: readonly KnownObservation[],
  incoming: readonly NewObservation[],
  naming: Naming,
): MergedFacts {
  let holding = known.filter(({ state }) => state === 'current');
  const added: AddedObservation[] = [];
  const superseded: { id: string; by: string }[] = [];
  for (const fact of incoming) {
    if (isKnown(fact, [...holding, ...known.filter(({ state }) => state === 'review')])) continue;
    const id = naming.observation();
    added.push({ ...fact, id });
    if (fact.needsReview === true) continue;
    const outdated = holding.filter((other) => isAnsweredAnew(other, fact));
    superseded.push(...outdated.map((other) => ({ id: other.id, by: id })));
    holding = [
      ...holding.filter((other) => !outdated.includes(other)),
      { id, content: fact.content, predicate: fact.predicate ?? null, state: 'current' },
    ];
  }
  // A fact that came and went in one write was never known to anybody.
  const stillborn = new Set(superseded.map(({ id }) => id));
  return {
    added: added.filter(({ id }) => !stillborn.has(id)),
    superseded: superseded.filter(({ id }) => !added.some((fact) => fact.id === id)),
    content: contentOf(holding),
  };
}

function isKnown(fact: NewObservation, facts: readonly KnownObservation[]): boolean {
  const wanted = normalize(fact.content);
  return facts.some(
    ({ content, predicate }) =>
      normalize(content) === wanted && predicate === (fact.predicate ?? null),
  );
}

function isAnsweredAnew(known: KnownObservation, fact: NewObservation): boolean {
  return fact.predicate !== undefined && known.predicate === fact.predicate;
}

/** The facts that hold, one a line. */
export function contentOf(observations: readonly KnownObservation[]): string {
  return observations
    .filter(({ state }) => state === 'current')
    .map(({ content }) => content)
    .join('\n');
}
