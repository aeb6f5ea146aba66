import type { ModelProvider } from './language-model.js';

/** The server-wide settings of the language model, from the environment. */
export interface ModelSettings {
  /** `CAXTON_LLM_PROVIDER`. Unset: by key, base URL, Ollama found, else embedded. */
  readonly provider?: ModelProvider | undefined;
  /** `CAXTON_LLM_MODEL`. @default the provider's balanced one */
  readonly model?: string | undefined;
  /** `CAXTON_LLM_BASE_URL`, with its `/v1`. */
  readonly baseUrl?: string | undefined;
  /** `CAXTON_LLM_API_KEY`: for `baseUrl`. */
  readonly apiKey?: string | undefined;
  readonly anthropicApiKey?: string | undefined;
  readonly openaiApiKey?: string | undefined;
  /** `CAXTON_LLM_REQUIRED`: refuse to start on the embedded model. @default false */
  readonly required?: boolean | undefined;
  /** `CAXTON_LLM_TIMEOUT`: how long one call may take. Milliseconds. @default 60 seconds */
  readonly timeoutMs?: number | undefined;
  /** `CAXTON_LLM_FALLBACK_PROVIDER`. @default the server's provider, when a fallback model is named */
  readonly fallbackProvider?: ModelProvider | undefined;
  /** `CAXTON_LLM_FALLBACK_MODEL`: answers when the model cannot. Neither set: nobody does. */
  readonly fallbackModel?: string | undefined;
}

/** An agent's `llm` block: overrides of the server-wide settings. */
export interface AgentModelSettings {
  readonly provider?: ModelProvider | undefined;
  readonly model?: string | undefined;
  readonly temperature?: number | undefined;
  readonly max_tokens?: number | undefined;
  readonly top_p?: number | undefined;
  readonly fallback_provider?: ModelProvider | undefined;
  readonly fallback_model?: string | undefined;
}
