import { rankBySimilarity, type TextEmbedder } from '#embeddings';
import { ModelError } from '../model.errors.js';
import type { Mind } from './move.js';

/** Compares meanings by the vectors of a text embedder. */
export function mindOf(embedder: TextEmbedder, signal?: AbortSignal): Mind {
  return {
    async rank(query, candidates) {
      const texts = [query, ...candidates.map(({ text }) => text)];
      const [asked, ...vectors] = await embed(embedder, texts, signal);
      if (asked === undefined) return [];
      const placed = candidates.flatMap(({ item }, index) => {
        const vector = vectors[index];
        return vector === undefined ? [] : [{ item, vector }];
      });
      return rankBySimilarity(asked, placed);
    },
  };
}

async function embed(
  embedder: TextEmbedder,
  texts: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Float32Array[]> {
  try {
    return await embedder.embed(texts, signal);
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new ModelError(
      'MODEL_UNAVAILABLE',
      `the embedded model cannot compare meanings: ${why}. Check the files in assets/models and the memory of the process.`,
      { retryable: true },
    );
  }
}
