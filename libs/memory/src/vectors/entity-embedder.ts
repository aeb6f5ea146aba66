import { systemCaller, type Database } from '#platform';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { chunkContent } from './chunk-content.js';
import {
  findUnembeddedEntities,
  storeVectors,
  type UnembeddedEntity,
} from './vector.repository.js';

/** Entities that one look takes on. */
const portion = 50;

/**
 * Gives entities their vectors, after they were stored: remembering never waits for a model. What is
 * without a vector is found by words meanwhile. Level-triggered: it looks at what has none, so a
 * process that dies half way leaves nothing undone.
 */
export class EntityEmbedder {
  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
  ) {}

  /**
   * Makes the vectors of these entities, or of whatever waits. Gives the ids that have theirs now;
   * none when the model is not available.
   */
  async embed(ids?: readonly string[]): Promise<Set<string>> {
    const waiting = await this.database.read(systemCaller, (tx) =>
      findUnembeddedEntities(tx, { ids, limit: ids?.length ?? portion }),
    );
    const done = new Set<string>();
    try {
      for (const entity of waiting) if (await this.embedOne(entity)) done.add(entity.id);
    } catch (error) {
      if (!(error instanceof EmbedderUnavailable)) throw error;
    }
    return done;
  }

  private async embedOne(entity: UnembeddedEntity): Promise<boolean> {
    const vectors = await this.embedder.embed(
      chunkContent(entity.name, entity.type, entity.content),
    );
    return this.database.transaction(systemCaller, (tx) =>
      storeVectors(tx, entity, vectors, this.embedder.fingerprint),
    );
  }
}
