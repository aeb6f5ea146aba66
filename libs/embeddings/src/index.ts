export { chooseEmbedder } from './choose-embedder.js';
export type { EmbedderFigures } from './embedder-figures.js';
export { embeddingSettingsOf } from './embedding-settings.js';
export { EmbedderUnavailable } from './embedder.errors.js';
export { InvalidEmbedding } from './invalid-embedding.errors.js';
export { LocalTextEmbedder } from './local-text-embedder.js';
export { cosineSimilarity, rankBySimilarity, type Ranked } from './similarity.js';
export type { TextEmbedder } from './text-embedder.js';
export { WatchedTextEmbedder, type EmbedderHealth } from './watched-text-embedder.js';
