import { ollamaEndpoint, openAiEndpoint, type EmbeddingEndpoint } from './endpoint.js';
import type { EmbeddingSettings } from './embedding-settings.js';
import { InvalidEmbedding } from './invalid-embedding.errors.js';
import { NoTextEmbedder } from './no-text-embedder.js';
import { RemoteTextEmbedder } from './remote-text-embedder.js';
import type { RunningEmbedder } from './text-embedder.js';
import { WatchedTextEmbedder } from './watched-text-embedder.js';

/**
 * The embedder that is set; `local` when that is the one that ships with the server. An endpoint need not answer yet: until it does, memory is searched by words.
 * @throws {InvalidEmbedding} when the settings do not suffice
 */
export function chooseEmbedder(
  settings: EmbeddingSettings,
  local: RunningEmbedder,
): WatchedTextEmbedder {
  return new WatchedTextEmbedder(settings.provider, open(settings, local));
}

function open(settings: EmbeddingSettings, local: RunningEmbedder): RunningEmbedder {
  const { provider, dimensions } = settings;
  switch (provider) {
    case 'local':
      refuseUnread(settings);
      return local;
    case 'none':
      return new NoTextEmbedder();
    default:
      return new RemoteTextEmbedder({ endpoint: endpointOf(provider, settings), dimensions });
  }
}

/** One model ships with the server; what is said of another one would be ignored. */
function refuseUnread({ model, baseUrl, dimensions }: EmbeddingSettings): void {
  if (model !== undefined || baseUrl !== undefined || dimensions !== undefined) {
    throw new InvalidEmbedding(
      'CAXTON_EMBEDDING_MODEL, CAXTON_EMBEDDING_BASE_URL and CAXTON_EMBEDDING_DIMENSIONS need CAXTON_EMBEDDING_PROVIDER to be openai, openai-compatible or ollama',
    );
  }
}

function endpointOf(
  provider: 'openai' | 'openai-compatible' | 'ollama',
  settings: EmbeddingSettings,
): EmbeddingEndpoint {
  const access = { ...settings, baseUrl: baseUrlOf(provider, settings), model: modelOf(settings) };
  if (provider === 'ollama') return ollamaEndpoint(access);
  if (provider === 'openai' && settings.apiKey === undefined) {
    throw new InvalidEmbedding(
      'CAXTON_EMBEDDING_PROVIDER is openai and there is no key: set CAXTON_EMBEDDING_API_KEY or OPENAI_API_KEY',
    );
  }
  return openAiEndpoint(provider, access);
}

function modelOf({ provider, model }: EmbeddingSettings): string {
  if (model !== undefined) return model;
  if (provider === 'openai') return 'text-embedding-3-small';
  if (provider === 'ollama') return 'nomic-embed-text';
  throw new InvalidEmbedding(
    'CAXTON_EMBEDDING_PROVIDER is openai-compatible and CAXTON_EMBEDDING_MODEL is not set',
  );
}

function baseUrlOf(provider: string, { baseUrl }: EmbeddingSettings): string {
  // Ollama's own API is beside its /v1, which people know.
  if (provider === 'ollama') return (baseUrl ?? 'http://127.0.0.1:11434').replace(/\/v1\/?$/, '');
  if (baseUrl !== undefined) return baseUrl;
  if (provider === 'openai') return 'https://api.openai.com/v1';
  throw new InvalidEmbedding(
    'CAXTON_EMBEDDING_PROVIDER is openai-compatible and CAXTON_EMBEDDING_BASE_URL is not set',
  );
}
