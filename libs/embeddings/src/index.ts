export type { TextEmbedder } from './text-embedder.js';
