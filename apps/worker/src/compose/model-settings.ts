import type { Env } from '#platform';
import type { ModelSettings } from '#llm';

/** The part of the environment that chooses the model. */
export function modelSettingsOf(env: Env): ModelSettings {
  return {
    provider: env.CAXTON_LLM_PROVIDER,
    model: env.CAXTON_LLM_MODEL,
    baseUrl: env.CAXTON_LLM_BASE_URL,
    apiKey: env.CAXTON_LLM_API_KEY,
    anthropicApiKey: env.ANTHROPIC_API_KEY,
    openaiApiKey: env.OPENAI_API_KEY,
    required: env.CAXTON_LLM_REQUIRED,
    timeoutMs: env.CAXTON_LLM_TIMEOUT,
    fallbackProvider: env.CAXTON_LLM_FALLBACK_PROVIDER,
    fallbackModel: env.CAXTON_LLM_FALLBACK_MODEL,
  };
}
