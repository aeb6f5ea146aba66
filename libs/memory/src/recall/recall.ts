import type { RecallMode } from '#protocol';
import type { Caller, Database } from '#platform';
import { watched } from '#signals';
import { EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { fuse } from './fuse.js';
import { readPastContent } from './past.repository.js';
import type { QueryVector, RecalledEntity, RecallQuery } from './recall-query.js';
import { measurePending, type MeasuredEntity } from './measure-pending.js';
import { mergeNearest } from './merge-nearest.js';
import { lookOutFor } from './near.repository.js';
import { findNearest } from './nearest.js';
import { findPending } from './pending.repository.js';
import { measureSimilarity } from './recall.repository.js';
import { endsOf } from './time-span.js';
import { findEntitiesByWords } from './words.repository.js';

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
  find(caller: Caller, query: RecallQuery, signal?: AbortSignal): Promise<Recalled> {
    return watched('memory_search', {}, () => this.findThen(caller, query, signal));
  }

  private async findThen(
    caller: Caller,
    query: RecallQuery,
    signal: AbortSignal | undefined,
  ): Promise<Recalled> {
    const found = await this.findNow(caller, query, signal);
    const ends = endsOf(query.at);
    if (ends === undefined) return found;
    const ids = found.entities.map(({ id }) => id);
    const past = await this.database.read(caller, (tx) => readPastContent(tx, ids, ends));
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
      ? this.byMeaning(caller, query, vector, signal)
      : this.byBoth(caller, query, vector, signal);
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
    signal: AbortSignal | undefined,
  ): Promise<Recalled> {
    const { near } = await this.nearest(caller, query, vector, signal);
    return { mode: 'semantic', entities: near };
  }

  private async byBoth(
    caller: Caller,
    asked: RecallQuery,
    vector: QueryVector,
    signal: AbortSignal | undefined,
  ): Promise<Recalled> {
    const query = { ...asked, limit: Math.max(candidates, asked.limit) };
    const { near, fresh } = await this.nearest(caller, query, vector, signal);
    const entities = await this.database.read(caller, async (tx) => {
      const worded = await findEntitiesByWords(tx, query, query.limit);
      const known = new Set([...near, ...fresh].map(({ id }) => id));
      const far = worded.filter(({ id }) => !known.has(id)).map(({ id }) => id);
      const similarity = await measureSimilarity(tx, far, vector);
      for (const entity of fresh) similarity.set(entity.id, entity.similarity);
      const measured = worded.map((entity) => ({
        ...entity,
        similarity: similarity.get(entity.id),
      }));
      return fuse(near, measured, query.minSimilarity);
    });
    return { mode: 'hybrid', entities: entities.slice(0, asked.limit) };
  }

  /**
   * The nearest, and among them what has no vectors yet, of which all that was measured is `fresh`. That is
   * looked for first: what gets its vectors meanwhile is found twice then, and never not at all.
   */
  private async nearest(
    caller: Caller,
    query: RecallQuery,
    vector: QueryVector,
    signal: AbortSignal | undefined,
  ): Promise<{ near: RecalledEntity[]; fresh: readonly MeasuredEntity[] }> {
    const { outlook, pending } = await this.database.read(caller, async (tx) => {
      const seen = await lookOutFor(tx, query, vector);
      return { outlook: seen, pending: seen.waiting ? await findPending(tx, query, vector) : [] };
    });
    const [fresh, stored] = await Promise.all([
      measurePending(this.embedder, pending, vector.vector, signal),
      findNearest(this.database, caller, query, vector, outlook),
    ]);
    if (fresh.length === 0) return { near: stored, fresh };
    const renewed = new Set(fresh.map(({ id }) => id));
    const near = [
      ...fresh.filter(({ similarity }) => similarity >= query.minSimilarity),
      ...stored.filter(({ id }) => !renewed.has(id)),
    ];
    return { near: mergeNearest(near, query.limit), fresh };
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
