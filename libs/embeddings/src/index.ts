export { EmbedderUnavailable } from './embedder.errors.js';
export { LocalTextEmbedder } from './local-text-embedder.js';
export { cosineSimilarity, rankBySimilarity, type Ranked } from './similarity.js';
export type { TextEmbedder } from './text-embedder.js';
