import { createHash } from 'node:crypto';
import { EmbedderCount } from './embedder-figures.js';
import { EmbedderUnavailable } from './embedder.errors.js';
import { EmbedderThread } from './embedder-thread.js';
import { findModelFolder, modelDimensions, modelHash, modelName } from './model-folder.js';
import type { RunningEmbedder } from './text-embedder.js';
import { VectorCache } from './vector-cache.js';

export interface LocalTextEmbedderOptions {
  /** The compiled `embedder.thread.js`. @default the one beside this file */
  readonly threadEntry?: URL;
  /** Where the model's files are. @default `assets/models/all-MiniLM-L6-v2` of this package */
  readonly modelFolder?: string;
  /** Texts whose vectors are kept, 1.5 KB each. @default 2000 */
  readonly cacheSize?: number;
}

/** No 256 word pieces are longer than this; cutting first keeps the tokenizer from long texts. */
const mostCharacters = 8_192;

/**
 * Embeds text on this machine, without network or key: all-MiniLM-L6-v2 in one worker thread.
 *
 * The first call starts the thread (about a second, some 430 MB); until then it costs nothing.
 * 8 to 16 ms for a sentence, one at a time in the order of the calls, remembered by the hash of the
 * text. English only; of longer texts the first 256 word pieces count.
 */
export class LocalTextEmbedder implements RunningEmbedder {
  readonly fingerprint = `${modelName}:${modelHash.slice(0, 16)}:${modelDimensions}`;
  readonly dimensions = modelDimensions;
  readonly figures: EmbedderCount;
  readonly #cache: VectorCache;
  #thread: EmbedderThread | undefined;
  #tail: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(private readonly options: LocalTextEmbedderOptions = {}) {
    const { cacheSize = 2_000 } = options;
    this.figures = new EmbedderCount(cacheSize);
    this.#cache = new VectorCache(cacheSize);
  }

  async embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      signal?.throwIfAborted();
      vectors.push(await this.#vectorOf(text.slice(0, mostCharacters), signal));
    }
    return vectors;
  }

  /** Ends the thread. Calls that wait, and all later ones, fail with `EmbedderUnavailable`. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#thread?.stop();
    this.#thread = undefined;
  }

  /** A copy, because whoever gets a vector may change it. */
  async #vectorOf(text: string, signal?: AbortSignal): Promise<Float32Array> {
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#cache.get(key);
    if (known !== undefined) {
      this.figures.known += 1;
      return known.slice();
    }
    const turn = this.#tail.then(async () => {
      signal?.throwIfAborted();
      return this.#cache.get(key) ?? this.#compute(key, text);
    });
    this.#tail = turn.catch(() => undefined);
    return (await orAborted(turn, signal)).slice();
  }

  async #compute(key: string, text: string): Promise<Float32Array> {
    const vector = await this.figures.measure(1, () => this.#living().embed(text));
    this.#cache.put(key, vector);
    return vector;
  }

  #living(): EmbedderThread {
    if (this.#stopped) throw new EmbedderUnavailable('it has been stopped');
    if (this.#thread === undefined || this.#thread.isDead) {
      const { threadEntry = new URL('./embedder.thread.js', import.meta.url) } = this.options;
      const { modelFolder = findModelFolder() } = this.options;
      this.#thread = new EmbedderThread(threadEntry, { modelFolder });
    }
    return this.#thread;
  }
}

/** The outcome, or the abortion if that comes first. */
async function orAborted<T>(outcome: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (signal === undefined) return outcome;
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', abort, { once: true });
    outcome.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
