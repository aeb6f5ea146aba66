import { systemCaller, type Database } from '#platform';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { chunkContent } from './chunk-content.js';
import { alone } from './embedding-lock.repository.js';
import { chooseModel, findChosenModel } from './model.repository.js';
import { VectorStore } from './vector-store.js';
import {
  findUnembeddedEntities,
  isAnyWaiting,
  type EmbeddedEntity,
  type UnembeddedEntity,
} from './vector.repository.js';

/** Entities whose vectors are made and stored together. */
const portion = 32;

/**
 * Gives entities their vectors, after they were stored: remembering never waits for a model. Searches
 * measure for themselves what is without a vector meanwhile. Level-triggered: it looks at what has none of
 * the model that is in use, so a process that dies half way leaves nothing undone, and another model needs
 * nothing but to be chosen.
 */
export class EntityEmbedder {
  private readonly store: VectorStore;
  private hasChosen = false;

  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
  ) {
    this.store = new VectorStore(database);
  }

  /**
   * Makes the vectors of these entities, or of a few of those that wait. Gives the ids that have theirs
   * now; none without a model.
   */
  async embed(ids?: readonly string[], signal?: AbortSignal): Promise<Set<string>> {
    if (ids?.length === 0 || !(await this.isInUse())) return new Set();
    const wanted = ids === undefined ? { limit: portion } : { ids };
    const waiting = await this.database.read(systemCaller, (tx) =>
      findUnembeddedEntities(tx, this.embedder.fingerprint, wanted),
    );
    return this.embedAll(waiting, signal);
  }

  /**
   * Makes all vectors that are missing or of another model, in one process at a time. Gives how many it
   * made. The model of the process that was started last is in use; others then leave the vectors alone.
   */
  async catchUp(signal?: AbortSignal): Promise<number> {
    await this.choose();
    if (!(await this.isAnyWaiting())) return 0;
    const made = await this.database.read(systemCaller, (tx) =>
      alone(tx, async () => {
        let count = 0;
        for (;;) {
          signal?.throwIfAborted();
          const { size } = await this.embed(undefined, signal);
          count += size;
          if (size === 0) return count;
        }
      }),
    );
    return made ?? 0;
  }

  private isAnyWaiting(): Promise<boolean> {
    const { fingerprint } = this.embedder;
    return this.database.read(systemCaller, (tx) => isAnyWaiting(tx, fingerprint));
  }

  private async choose(): Promise<void> {
    if (this.hasChosen) return;
    await this.database.read(systemCaller, (tx) => chooseModel(tx, this.embedder.fingerprint));
    this.hasChosen = true;
  }

  private async isInUse(): Promise<boolean> {
    const chosen = await this.database.read(systemCaller, findChosenModel);
    return chosen === undefined || chosen === this.embedder.fingerprint;
  }

  private async embedAll(
    waiting: readonly UnembeddedEntity[],
    signal?: AbortSignal,
  ): Promise<Set<string>> {
    const pieces = waiting.map(({ name, type, content }) => chunkContent(name, type, content));
    try {
      const vectors = await this.embedder.embed(pieces.flat(), signal);
      const embedded = dealOut(waiting, pieces, vectors);
      return new Set(await this.store.keep(embedded, this.embedder.fingerprint));
    } catch (error) {
      if (error instanceof EmbedderUnavailable) return new Set();
      throw error;
    }
  }
}

/** To each entity the vectors of its pieces. */
function dealOut(
  entities: readonly UnembeddedEntity[],
  pieces: readonly (readonly string[])[],
  vectors: readonly Float32Array[],
): EmbeddedEntity[] {
  let at = 0;
  return entities.map(({ id, version }, index) => {
    const from = at;
    at += pieces[index]?.length ?? 0;
    return { id, version, vectors: vectors.slice(from, at) };
  });
}
