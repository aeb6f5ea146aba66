import { within, type Caller, type Clock, type Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import type { Place } from '../place.js';
import { reachDatabase } from './integrity.repository.js';
import { IntegrityWatch, type IntegrityLook } from './integrity-watch.js';
import {
  countFactStates,
  findFindings,
  type Finding,
  type QualityTerms,
} from './quality.repository.js';
import { readStatistics, type ScopeStatistics } from './statistics.repository.js';

/** What is good and bad about a memory. */
export interface Quality {
  readonly findings: readonly Finding[];
  /** Facts by their state. */
  readonly facts: ReadonlyMap<string, number>;
}

/** The model is asked for a vector; whether it answers within this says whether it is there. */
const modelPatienceMs = 5_000;

/** Tells how much is remembered, how good it is, and whether memory works. */
export class MemoryReport {
  private readonly watch: IntegrityWatch;

  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
    clock?: Clock,
  ) {
    this.watch = new IntegrityWatch(database, clock);
  }

  quality(caller: Caller, places: readonly Place[], terms: QualityTerms): Promise<Quality> {
    return this.database.read(caller, async (tx) => ({
      findings: await findFindings(tx, places, terms),
      facts: await countFactStates(tx, places),
    }));
  }

  /** Of these places, or of the whole workspace. */
  statistics(caller: Caller, places?: readonly Place[]): Promise<ScopeStatistics[]> {
    return this.database.read(caller, (tx) => readStatistics(tx, places));
  }

  /** Whether the tables are sound: seen within the last minute. */
  integrity(caller: Caller): Promise<IntegrityLook> {
    return this.watch.look(caller);
  }

  /** Rejects when the database does not answer. */
  async reach(caller: Caller): Promise<void> {
    await this.database.read(caller, reachDatabase);
  }

  /** Whether memories can be found by their meaning. */
  async hasModel(): Promise<boolean> {
    try {
      await within(this.embedder.embed(['memory']), modelPatienceMs);
      return true;
    } catch {
      return false;
    }
  }
}
