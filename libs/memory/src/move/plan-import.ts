import { isDeepStrictEqual } from 'node:util';
import type { EntityRecord, MergeStrategy } from '#protocol';
import { contentOf, factsOf, instantOf, isSameInstant } from './entity-facts.js';
import { isSame, isSameShare } from './is-same.js';
import { mergeFacts, type StoredFact } from './merge-facts.js';

/** An entity as it is known here, complete. */
export interface KnownRecord extends EntityRecord {
  readonly entity_id: string;
}

/** What is to be stored of one record. */
export interface EntityImport {
  readonly kind: 'new' | 'merged' | 'replaced';
  /** Everything but its facts; what is missing Postgres fills in. */
  readonly entity: EntityRecord & { readonly entity_id: string; readonly version: number };
  readonly content: string;
  /** Its vectors are those of other words. */
  readonly isContentNew: boolean;
  readonly added: readonly StoredFact[];
  readonly ended: readonly StoredFact[];
}

/** What an import makes of one record. */
export type ImportPlan =
  | { readonly kind: 'store'; readonly write: EntityImport }
  | { readonly kind: 'keep'; readonly isDifferent: boolean }
  | { readonly kind: 'conflict'; readonly knownType: string };

/** Ids for what comes in: its own, or another where that names something else here. */
export interface ImportNaming {
  entity(given: string | undefined): string;
  observation(given: string | undefined): string;
}

/** Decides what becomes of a record. Pure: the same export sent again ends in `keep`. */
export function planImport(
  incoming: EntityRecord,
  known: KnownRecord | undefined,
  strategy: MergeStrategy,
  naming: ImportNaming,
): ImportPlan {
  if (known === undefined) return { kind: 'store', write: asNew(incoming, naming) };
  if (isSame(incoming, known)) return { kind: 'keep', isDifferent: false };
  switch (strategy) {
    case 'skip_existing':
      return { kind: 'keep', isDifferent: true };
    case 'error_on_conflict':
      return { kind: 'conflict', knownType: known.entity_type };
    case 'replace_existing':
      return { kind: 'store', write: replace(incoming, known, naming) };
    case 'update_existing':
      if (known.state === 'current' && known.entity_type !== incoming.entity_type) {
        return { kind: 'conflict', knownType: known.entity_type };
      }
      return update(incoming, known, naming);
  }
}

function asNew(incoming: EntityRecord, naming: ImportNaming): EntityImport {
  const facts = nameFacts(incoming, naming);
  const entity_id = naming.entity(incoming.entity_id);
  return {
    kind: 'new',
    entity: { ...incoming, entity_id, version: incoming.version ?? 1 },
    ...{ content: contentOf(facts), isContentNew: true, added: facts, ended: [] },
  };
}

function replace(incoming: EntityRecord, known: KnownRecord, naming: ImportNaming): EntityImport {
  const facts = nameFacts(incoming, naming);
  const version = incoming.version ?? (known.version ?? 0) + 1;
  return {
    kind: 'replaced',
    entity: { ...incoming, entity_id: known.entity_id, version },
    ...{ content: contentOf(facts), isContentNew: true, added: facts, ended: [] },
  };
}

/** Ids are given first, so that `superseded_by` leads to the same fact as before. */
function nameFacts(incoming: EntityRecord, naming: ImportNaming): StoredFact[] {
  const renamed = new Map<string, string>();
  const facts = factsOf(incoming).map((fact) => {
    const observation_id = naming.observation(fact.observation_id);
    if (fact.observation_id !== undefined) renamed.set(fact.observation_id, observation_id);
    return { ...fact, observation_id };
  });
  return facts.map((fact) => ({
    ...fact,
    derived_from: fact.derived_from?.map((from) => renamed.get(from) ?? from),
    superseded_by: renamed.get(fact.superseded_by ?? '') ?? fact.superseded_by ?? null,
  }));
}

function update(incoming: EntityRecord, known: KnownRecord, naming: ImportNaming): ImportPlan {
  const before = factsOf(known) as StoredFact[];
  const own = new Set(before.map(({ observation_id }) => observation_id));
  const { added, ended, facts } = mergeFacts(
    before,
    nameFacts(incoming, {
      ...naming,
      observation: (given) => (own.has(given ?? '') ? (given ?? '') : naming.observation(given)),
    }),
  );
  const fields = mergeFields(incoming, known);
  const content = contentOf(facts);
  const isUntouched = added.length + ended.length === 0 && isDeepStrictEqual(fields, known);
  if (isUntouched) return { kind: 'keep', isDifferent: true };
  const version = Math.max(known.version ?? 1, incoming.version ?? 1) + 1;
  return {
    kind: 'store',
    write: {
      kind: 'merged',
      entity: { ...fields, version, updated_at: undefined },
      content,
      isContentNew: content !== contentOf(before) || fields.entity_type !== known.entity_type,
      ...{ added, ended },
    },
  };
}

/** Of what can be only one way, the side that was changed last decides. */
function mergeFields(incoming: EntityRecord, known: KnownRecord): KnownRecord {
  const habits = habitsOf(incoming, known);
  if (isNewer(incoming, known)) return { ...known, ...habits, ...newerFields(incoming, known) };
  return { ...known, ...habits, metadata: { ...incoming.metadata, ...known.metadata } };
}

/** A record that does not say when it was changed is taken for the newest word. */
function isNewer(
  { updated_at: there }: EntityRecord,
  { updated_at: here = '' }: KnownRecord,
): boolean {
  return there === undefined || instantOf(there) > instantOf(here);
}

function newerFields(
  incoming: EntityRecord,
  known: KnownRecord,
): Partial<Omit<EntityRecord, 'entity_id'>> {
  return {
    entity_type: incoming.entity_type,
    state: incoming.state ?? 'current',
    confidence: isSameShare(incoming.confidence, known.confidence)
      ? known.confidence
      : incoming.confidence,
    strength: isSameShare(incoming.strength, known.strength) ? known.strength : incoming.strength,
    valid_from: isSameInstant(incoming.valid_from, known.valid_from)
      ? known.valid_from
      : incoming.valid_from,
    valid_to: isSameInstant(incoming.valid_to, known.valid_to) ? known.valid_to : incoming.valid_to,
    metadata: { ...known.metadata, ...incoming.metadata },
  };
}

/** What both sides have seen of it counts, whichever is newer. */
function habitsOf(
  incoming: EntityRecord,
  known: KnownRecord,
): Pick<EntityRecord, 'pinned' | 'recalls' | 'recalled_at' | 'uses'> {
  const recalled = [known.recalled_at, incoming.recalled_at].filter((at) => typeof at === 'string');
  const uses = new Map(
    [...incoming.uses, ...known.uses].map((use) => [use.message_id, use] as const),
  );
  return {
    pinned: known.pinned === true || incoming.pinned === true,
    recalls: Math.max(known.recalls ?? 0, incoming.recalls ?? 0),
    recalled_at: recalled.sort((a, b) => instantOf(b) - instantOf(a))[0] ?? null,
    uses: uses.size === known.uses.length ? known.uses : [...uses.values()],
  };
}
