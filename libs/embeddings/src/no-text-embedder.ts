import { noFigures } from './embedder-figures.js';
import { EmbedderUnavailable } from './embedder.errors.js';
import type { RunningEmbedder } from './text-embedder.js';

/** Makes no vectors, because none are wanted: everything is found by words. */
export class NoTextEmbedder implements RunningEmbedder {
  readonly fingerprint = 'none';
  readonly dimensions = undefined;
  readonly figures = noFigures;

  embed(): Promise<Float32Array[]> {
    return Promise.reject(new EmbedderUnavailable('CAXTON_EMBEDDING_PROVIDER is none'));
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}
