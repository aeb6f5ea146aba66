import type { EmbedderFigures } from './embedder-figures.js';

/**
 * Turns text into vectors whose cosine says how near two meanings are.
 *
 * Vectors of different fingerprints must never be compared or stored together: whoever keeps a
 * vector keeps the fingerprint beside it.
 */
export interface TextEmbedder {
  /** Names the model and its vector space: `<model>:<hash of the weights>:<dimensions>`. */
  readonly fingerprint: string;
  /** Length of every vector; undefined until an endpoint has told it by its first answer. */
  readonly dimensions: number | undefined;
  /**
   * One vector of length 1 (L2) per text, in the order of the texts.
   * @throws {EmbedderUnavailable} when the model cannot be loaded or has been stopped
   * @throws the signal's reason when it aborts first
   */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>;
}

/** An embedder that holds something (a thread, say) until it is stopped. */
export interface RunningEmbedder extends TextEmbedder {
  /** What it has done since it was started. */
  readonly figures: EmbedderFigures;
  stop(): Promise<void>;
}
