import { createId, within, type Caller, type Database } from '#platform';
import {
  findRelationEnds,
  storeRelation,
  type NewRelation,
  type RelationRow,
} from './graph/relate.repository.js';
import type { Place } from './place.js';
import type { RecallQuery } from './recall/recall-query.js';
import type { Recall, Recalled } from './recall/recall.js';
import { MemoryFigures } from './report/memory-figures.js';
import type { EntityEmbedder } from './vectors/entity-embedder.js';
import { clearPlace } from './write/clear.repository.js';
import type { Dropped } from './write/drop-entities.js';
import type { NewMemory, Provenance } from './write/new-memory.js';
import { rememberAll, type Remembered } from './write/remember-all.js';

/** Who asks for a vector right after writing waits no longer than this; it comes later then. */
const embedPatienceMs = 3_000;

/** What became of what was to be remembered, and which of it has its vectors already. */
export interface WriteReport {
  readonly outcomes: readonly Remembered[];
  readonly embedded: ReadonlySet<string>;
}

/** A relation as it stands, and whether it is new. */
type StoredRelation = RelationRow & { readonly created: boolean };

/** A relation by the names of its ends. */
export type NamedRelation = Omit<NewRelation, 'id' | 'fromId' | 'toId'> & {
  readonly from: string;
  readonly to: string;
};

/**
 * What agents know. Two words at its door: remember and recall. Whoever calls says where
 * (`Place`), and nothing outside of it is read or written.
 */
export class Memory {
  readonly figures = new MemoryFigures();

  constructor(
    private readonly database: Database,
    private readonly finder: Recall,
    private readonly embedder: EntityEmbedder,
  ) {}

  /** Durable when it resolves. What has no vector yet is given one by each search that meets it. */
  async remember(
    caller: Caller,
    place: Place,
    memories: readonly NewMemory[],
    source: Provenance,
  ): Promise<WriteReport> {
    const outcomes = await this.figures
      .of(caller)
      .writes.measure(() =>
        this.database.transaction(caller, (tx) => rememberAll(tx, place, memories, source)),
      );
    const fresh = outcomes.flatMap((outcome) =>
      outcome.kind === 'stored' && outcome.write.isContentNew ? [outcome.write.id] : [],
    );
    const embedded = await within(this.embedder.embed(fresh), embedPatienceMs).catch(
      () => new Set<string>(),
    );
    return { outcomes, embedded };
  }

  recall(caller: Caller, query: RecallQuery, signal?: AbortSignal): Promise<Recalled> {
    return this.figures.of(caller).searches.measure(() => this.finder.find(caller, query, signal));
  }

  /**
   * Gives the names that are not known instead when an end is missing.
   * @throws {ProtocolError} INVALID_REQUEST: it would end before it begins
   */
  async relate(
    caller: Caller,
    place: Place,
    { from, to, ...relation }: NamedRelation,
    source: Provenance,
  ): Promise<StoredRelation | { readonly missing: readonly string[] }> {
    return this.database.transaction(caller, async (tx) => {
      const ends = await findRelationEnds(tx, place, [from, to]);
      const [fromId, toId] = [ends.get(from), ends.get(to)];
      if (fromId === undefined || toId === undefined) {
        return { missing: [from, to].filter((name) => !ends.has(name)) };
      }
      return storeRelation(tx, place, { ...relation, id: createId('rel'), fromId, toId }, source);
    });
  }

  /** Gives entities whose facts were corrected their vectors. Never fails: they come later then. */
  async renew(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await within(this.embedder.embed(ids), embedPatienceMs).catch(() => undefined);
  }

  /** Deletes what is in a place, or of it only some types. Not to be undone. */
  clear(caller: Caller, place: Place, types?: readonly string[]): Promise<Dropped> {
    return this.database.transaction(caller, (tx) => clearPlace(tx, place, types));
  }
}
