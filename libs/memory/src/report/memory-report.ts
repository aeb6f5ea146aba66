import { within, type Caller, type Database } from '#platform';
import type { TextEmbedder } from '#embeddings';
import type { Place } from '../place.js';
import { checkIntegrity, type Integrity } from './integrity.repository.js';
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
  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
  ) {}

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

  integrity(caller: Caller): Promise<Integrity> {
    return this.database.read(caller, checkIntegrity);
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
