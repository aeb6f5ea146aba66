import { within } from '#platform';
import { cosineSimilarity, EmbedderUnavailable, type TextEmbedder } from '#embeddings';
import { chunkContent } from '../vectors/chunk-content.js';
import { dealTexts } from './deal-texts.js';
import type { RecalledEntity } from './recall-query.js';

/** Texts that are embedded for one search, beside the query: a third of a second of the local model. */
const mostTexts = 32;

/** A search waits no longer for them. What is late is not measured this time. */
const patienceMs = 2_000;

/** An entity of which it is known how near it is. */
export type MeasuredEntity = RecalledEntity & { readonly similarity: number };

/**
 * How near entities are that have no vectors yet, by vectors made for this search: their cosine as they
 * will have it, or of those of their texts that there is room for. None without a model.
 */
export async function measurePending(
  embedder: TextEmbedder,
  pending: readonly RecalledEntity[],
  query: Float32Array,
  signal?: AbortSignal,
): Promise<MeasuredEntity[]> {
  const texts = dealTexts(
    pending.map(({ name, type, content }) => chunkContent(name, type, content)),
    mostTexts,
  );
  const vectors = await embedSoon(embedder, texts.flat(), signal);
  let at = 0;
  return vectors === undefined
    ? []
    : pending.map((entity, index) => {
        const own = vectors.slice(at, (at += texts[index]?.length ?? 0));
        const similarity = Math.max(0, ...own.map((vector) => cosineSimilarity(query, vector)));
        return { ...entity, similarity };
      });
}

/** Nothing when the model is not available or too slow; it goes on then, for the next search. */
async function embedSoon(
  embedder: TextEmbedder,
  texts: readonly string[],
  signal?: AbortSignal,
): Promise<Float32Array[] | undefined> {
  if (texts.length === 0) return [];
  const late = (): Error => new EmbedderUnavailable('it takes too long');
  try {
    return await within(embedder.embed(texts, signal), patienceMs, late);
  } catch (error) {
    if (error instanceof EmbedderUnavailable) return undefined;
    throw error;
  }
}
