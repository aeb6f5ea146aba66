export { EmbedderUnavailable } from './embedder.errors.js';
export { LocalTextEmbedder, type LocalTextEmbedderOptions } from './local-text-embedder.js';
export { cosineSimilarity, rankBySimilarity, type Embedded, type Ranked } from './similarity.js';
export type { TextEmbedder } from './text-embedder.js';
