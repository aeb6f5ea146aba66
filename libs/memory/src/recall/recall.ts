import type { RecallMode } from '#protocol';
import type { Caller, Database } from '#platform';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { fuse } from './fuse.js';
import { readContentAsOf } from './past.repository.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';
import { findNearest } from './nearest.js';
import {
  findEntitiesByWords,
  findWaitingEntities,
  measureSimilarity,
} from './recall.repository.js';

/** Candidates of each kind that a hybrid search puts together. */
const candidates = 50;

/** What was found, the best first, and how it was looked for. */
export interface Recalled {
  /** `keyword` although another was asked for: the embedding model is not available. */
  readonly mode: RecallMode;
  readonly entities: readonly RecalledEntity[];
}

/** Looks for what is remembered, by meaning, by words, or both. */
export class Recall {
  constructor(
    private readonly database: Database,
    private readonly embedder: TextEmbedder,
  ) {}

  /** Thrown when it aborts first: the signal's reason. */
  async find(caller: Caller, query: RecallQuery, signal?: AbortSignal): Promise<Recalled> {
    const found = await this.findNow(caller, query, signal);
    if (typeof query.at !== 'object') return found;
    const { asOf } = query.at;
    const ids = found.entities.map(({ id }) => id);
    const past = await this.database.read(caller, (tx) => readContentAsOf(tx, ids, asOf));
    return { ...found, entities: found.entities.flatMap((entity) => asItWas(entity, past)) };
  }

  private async findNow(
    caller: Caller,
    query: RecallQuery,
    signal: AbortSignal | undefined,
  ): Promise<Recalled> {
    const vector = query.mode === 'keyword' ? undefined : await this.vectorOf(query.text, signal);
    if (vector === undefined) return this.byWords(caller, query);
    return query.mode === 'semantic'
      ? this.byMeaning(caller, query, vector)
      : this.byBoth(caller, query, vector);
  }

  private async byWords(caller: Caller, query: RecallQuery): Promise<Recalled> {
    const entities = await this.database.read(caller, (tx) =>
      findEntitiesByWords(tx, query, query.limit),
    );
    return { mode: 'keyword', entities };
  }

  private async byMeaning(
    caller: Caller,
    query: RecallQuery,
    vector: QueryVector,
  ): Promise<Recalled> {
    const near = await findNearest(this.database, caller, query, vector);
    const waiting = await this.database.read(caller, (tx) =>
      findWaitingEntities(tx, query, vector),
    );
    return { mode: 'semantic', entities: [...near, ...waiting].slice(0, query.limit) };
  }

  private async byBoth(caller: Caller, query: RecallQuery, vector: QueryVector): Promise<Recalled> {
    const limit = Math.max(candidates, query.limit);
    const near = await findNearest(this.database, caller, query, vector, limit);
    const entities = await this.database.read(caller, async (tx) => {
      const worded = await findEntitiesByWords(tx, query, limit);
      const known = new Set(near.map(({ id }) => id));
      const far = worded.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      const similarity = await measureSimilarity(tx, far, vector);
      const measured = worded.map((entity) => ({
        ...entity,
        similarity: similarity.get(entity.id),
      }));
      return fuse(near, measured, query.minSimilarity);
    });
    return { mode: 'hybrid', entities: entities.slice(0, query.limit) };
  }

  /** Nothing when the model is not available: words then have to do. */
  private async vectorOf(text: string, signal?: AbortSignal): Promise<QueryVector | undefined> {
    try {
      const [vector] = await this.embedder.embed([text], signal);
      return vector === undefined ? undefined : { vector, fingerprint: this.embedder.fingerprint };
    } catch (error) {
      if (error instanceof EmbedderUnavailable) return undefined;
      throw error;
    }
  }
}

/** What was known of it then; nothing when it was not known yet. */
function asItWas(entity: RecalledEntity, past: ReadonlyMap<string, string>): RecalledEntity[] {
  const content = past.get(entity.id);
  return content === undefined ? [] : [{ ...entity, content }];
}
