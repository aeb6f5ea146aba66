import type { JsonObject } from '#protocol';
import type { KnownMemory, KnownObservation } from './known-memory.js';
import { mergeFacts, type MergedFacts } from './merge-facts.js';
import type { NewMemory } from './new-memory.js';

/** What is to become of one entity. */
export interface EntityWrite extends Pick<MergedFacts, 'added' | 'superseded'> {
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
}

/** Names for what is new; in production ids that sort by time. */
export interface Naming {
  entity(): string;
  observation(): string;
}

/**
 * Decides what a new memory does to what is known under its name. Nothing when the name belongs to
 * something of another type.
 */
export function planWrite(
  incoming: NewMemory,
  known: KnownMemory | undefined,
  naming: Naming,
): EntityWrite | undefined {
  if (known === undefined) return composeWrite(incoming, nobody(naming.entity()), naming);
  const isOther = known.state === 'current' && known.type !== incoming.type;
  if (isOther && incoming.isTypeGuessed === true) {
    return composeWrite({ ...incoming, type: known.type }, known, naming);
  }
  return isOther ? undefined : composeWrite(incoming, known, naming);
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
  const { added, superseded, holding } = mergeFacts(known.observations, incoming.observations, () =>
    naming.observation(),
  );
  const content = tell(holding);
  return {
    ...{ id: known.id, isNew: known.version === 0, name, type, validFrom, validTo },
    ...{ added, superseded, content },
    version: known.version + 1,
    confidence: incoming.confidence ?? known.confidence,
    strength: incoming.strength ?? known.strength,
    metadata: { ...known.metadata, ...incoming.metadata },
    isContentNew: content !== contentOf(known.observations) || known.type !== type,
  };
}

/** The facts that hold, one a line. */
export function contentOf(observations: readonly KnownObservation[]): string {
  return tell(observations.filter(({ state }) => state === 'current'));
}

function tell(facts: readonly Pick<KnownObservation, 'content'>[]): string {
  return facts.map(({ content }) => content).join('\n');
}
