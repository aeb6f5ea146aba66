import { systemCaller, type Database } from '#platform';
import { ensureNearIndex, agreeOnDimensions } from './model.repository.js';
import { VectorRefused } from './vector-refused.errors.js';
import { storeVectors, type EmbeddedEntity } from './vector.repository.js';

/** Keeps vectors: of one model all of one length, and only those of what an entity says now. */
export class VectorStore {
  private readonly prepared = new Set<string>();

  constructor(private readonly database: Database) {}

  /**
   * Gives the ids of the entities that have these vectors now; the others have changed meanwhile.
   * @throws {VectorRefused} when their length is not that of the model's other vectors
   */
  async keep(embedded: readonly EmbeddedEntity[], fingerprint: string): Promise<string[]> {
    const lengths = embedded.flatMap(({ vectors }) => vectors.map(({ length }) => length));
    const [first] = lengths;
    if (first === undefined) return [];
    await this.prepare(first);
    const dimensions = await this.database.read(systemCaller, (tx) =>
      agreeOnDimensions(tx, fingerprint, first),
    );
    if (lengths.some((length) => length !== dimensions)) {
      throw new VectorRefused(fingerprint, lengths, dimensions);
    }
    return this.database.transaction(systemCaller, (tx) =>
      storeVectors(tx, embedded, { fingerprint, dimensions }),
    );
  }

  private async prepare(dimensions: number): Promise<void> {
    const key = String(dimensions);
    if (this.prepared.has(key)) return;
    await this.database.read(systemCaller, (tx) => ensureNearIndex(tx, dimensions));
    this.prepared.add(key);
  }
}
