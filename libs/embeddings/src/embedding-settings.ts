import type { Env } from '#platform';

/** Who makes vectors, as it is set. */
export interface EmbeddingSettings {
  readonly provider: 'local' | 'openai' | 'openai-compatible' | 'ollama' | 'none';
  readonly model?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly dimensions?: number | undefined;
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number;
}

/** The part of the environment that chooses the embedder. OpenAI's key is sent to OpenAI only. */
export function embeddingSettingsOf(env: Env): EmbeddingSettings {
  const { CAXTON_EMBEDDING_PROVIDER: provider, CAXTON_EMBEDDING_BASE_URL: baseUrl } = env;
  const isOpenAi = provider === 'openai' && baseUrl === undefined;
  return {
    provider,
    model: env.CAXTON_EMBEDDING_MODEL,
    baseUrl,
    apiKey: env.CAXTON_EMBEDDING_API_KEY ?? (isOpenAi ? env.OPENAI_API_KEY : undefined),
    dimensions: env.CAXTON_EMBEDDING_DIMENSIONS,
    timeoutMs: env.CAXTON_EMBEDDING_TIMEOUT,
  };
}
