import { EmbedderCount } from './embedder-figures.js';
import { EmbedderUnavailable } from './embedder.errors.js';
import { normalize } from './normalize.js';
import type { EmbeddingEndpoint } from './endpoint.js';
import type { RunningEmbedder } from './text-embedder.js';
import { VectorCache } from './vector-cache.js';

/** Texts of one request; the least that the providers take is far more. */
const mostTexts = 64;

export interface RemoteTextEmbedderOptions {
  readonly endpoint: EmbeddingEndpoint;
  /** Numbers per vector; an answer with another length is refused. @default those of the first answer */
  readonly dimensions?: number | undefined;
  /** Texts whose vectors are kept. @default 2000 */
  readonly cacheSize?: number;
}

/** Embeds text by a model behind HTTP, several texts in one request, remembered by the text. */
export class RemoteTextEmbedder implements RunningEmbedder {
  readonly fingerprint: string;
  readonly figures: EmbedderCount;
  private readonly cache: VectorCache;
  private length: number | undefined;

  constructor(private readonly options: RemoteTextEmbedderOptions) {
    const { endpoint, dimensions, cacheSize = 2_000 } = options;
    this.fingerprint = `${endpoint.name}:${String(dimensions ?? 'all')}`;
    this.figures = new EmbedderCount(cacheSize);
    this.cache = new VectorCache(cacheSize);
    this.length = dimensions;
  }

  get dimensions(): number | undefined {
    return this.length;
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const known = new Map(texts.map((text) => [text, this.cache.get(text)]));
    const open = [...known].flatMap(([text, vector]) => (vector === undefined ? [text] : []));
    this.figures.known += known.size - open.length;
    for (let at = 0; at < open.length; at += mostTexts) {
      signal?.throwIfAborted();
      const asked = open.slice(at, at + mostTexts);
      const vectors = await this.figures.measure(asked.length, () =>
        this.options.endpoint.embed(asked, signal),
      );
      for (const [index, text] of asked.entries()) known.set(text, this.keep(text, vectors[index]));
    }
    // A copy, because whoever gets a vector may change it.
    return texts.map((text) => Float32Array.from(known.get(text) ?? []));
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  private keep(text: string, answered: readonly number[] | undefined): Float32Array {
    const vector = normalize(Float32Array.from(answered ?? []));
    this.length ??= vector.length;
    if (vector.length !== this.length || vector.length === 0) {
      throw new EmbedderUnavailable(
        `${this.options.endpoint.name} gives vectors of ${String(vector.length)} numbers where ${String(this.length)} are expected; set CAXTON_EMBEDDING_DIMENSIONS or name another model`,
      );
    }
    this.cache.put(text, vector);
    return vector;
  }
}
