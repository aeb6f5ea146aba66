import type { ModelProvider } from '../language-model.js';
import { ModelError } from '../model.errors.js';
import type { AgentModelSettings, ModelSettings } from '../model-settings.js';

/** Which model answers, where it is, and why it was chosen. */
export interface ResolvedModel {
  readonly provider: ModelProvider;
  /** `undefined`: to be asked of the server. */
  readonly model: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** A sentence for the log. */
  readonly reason: string;
}

/**
 * Models asked when none is named: each provider's balanced one, as of `@ai-sdk/anthropic` 3.0.140
 * and `@ai-sdk/openai` 3.0.141.
 */
const defaultModels: Readonly<Partial<Record<ModelProvider, string>>> = {
  anthropic: 'claude-sonnet-5-5',
  openai: 'gpt-6.1-sol',
  embedded: 'caxton-embedded-1',
  scripted: 'scripted',
};

export const defaultOllamaUrl = 'http://127.0.0.1:11434/v1';

/**
 * The server's model by its settings alone: the provider that is named, else the one behind
 * `baseUrl`, else the one whose key is set (Anthropic before OpenAI). `undefined`: nothing is set.
 *
 * `CAXTON_LLM_BASE_URL` comes before a key because it is said to Caxton, while a key may be in the
 * environment for another program; and such a key is never sent to that URL.
 * @throws {ModelError} `MODEL_NOT_CONFIGURED` when the named provider lacks its key or URL
 */
export function resolveModel(settings: ModelSettings): ResolvedModel | undefined {
  const { provider } = settings;
  if (provider !== undefined) {
    return { ...access(provider, settings), reason: `CAXTON_LLM_PROVIDER is ${provider}` };
  }
  const found = guessProvider(settings);
  return found && { ...access(found.provider, settings), reason: found.reason };
}

function guessProvider(
  settings: ModelSettings,
): Pick<ResolvedModel, 'provider' | 'reason'> | undefined {
  if (settings.baseUrl !== undefined) {
    return { provider: 'openai-compatible', reason: 'CAXTON_LLM_BASE_URL is set' };
  }
  if (settings.anthropicApiKey !== undefined) {
    return { provider: 'anthropic', reason: 'ANTHROPIC_API_KEY is set' };
  }
  if (settings.openaiApiKey !== undefined) {
    return { provider: 'openai', reason: 'OPENAI_API_KEY is set' };
  }
  return undefined;
}

/**
 * The model of an agent that overrides the server's. The server's URL and model name count for the
 * server's own provider only.
 * @throws {ModelError} `MODEL_NOT_CONFIGURED` when the agent's provider lacks its key or URL
 */
export function resolveAgentModel(
  server: ResolvedModel,
  settings: ModelSettings,
  agent: AgentModelSettings,
): ResolvedModel {
  const provider = agent.provider ?? server.provider;
  if (provider === server.provider) {
    // The embedded model is one; a name from elsewhere does not make it another.
    return provider === 'embedded' ? server : { ...server, model: agent.model ?? server.model };
  }
  const { anthropicApiKey, openaiApiKey } = settings;
  const own = { anthropicApiKey, openaiApiKey, model: agent.model };
  return { ...access(provider, own), reason: `the agent's llm.provider is ${provider}` };
}

/**
 * The model that answers when the first cannot: the agent's own choice, else the server's; nothing when
 * neither chose one, or when it is the first itself.
 * @throws {ModelError} `MODEL_NOT_CONFIGURED` when its provider lacks its key or URL
 */
export function resolveFallback(
  server: ResolvedModel,
  settings: ModelSettings,
  agent: AgentModelSettings,
): ResolvedModel | undefined {
  const named = fallbackOf(agent) ?? {
    provider: settings.fallbackProvider,
    model: settings.fallbackModel,
  };
  if (named.provider === undefined && named.model === undefined) return undefined;
  const fallback = resolveAgentModel(server, settings, named);
  const first = resolveAgentModel(server, settings, agent);
  const isFirst = fallback.provider === first.provider && fallback.model === first.model;
  return isFirst ? undefined : { ...fallback, reason: 'it is the fallback model' };
}

/** A model without a provider is one of the provider that the agent asks first. */
function fallbackOf(agent: AgentModelSettings): AgentModelSettings | undefined {
  const { fallback_provider: provider = agent.provider, fallback_model: model } = agent;
  const isNamed = agent.fallback_provider !== undefined || model !== undefined;
  return isNamed ? { provider, model } : undefined;
}

function access(provider: ModelProvider, settings: ModelSettings): Omit<ResolvedModel, 'reason'> {
  const { baseUrl } = settings;
  const model = settings.model ?? defaultModels[provider];
  switch (provider) {
    case 'anthropic':
      return { provider, model, baseUrl, apiKey: keyOf('ANTHROPIC_API_KEY', settings) };
    case 'openai':
      return { provider, model, baseUrl, apiKey: keyOf('OPENAI_API_KEY', settings) };
    case 'openai-compatible':
      if (baseUrl === undefined) throw missing(provider, 'CAXTON_LLM_BASE_URL');
      return { provider, model, baseUrl, apiKey: settings.apiKey };
    case 'ollama':
      return { provider, model, baseUrl: ollamaUrl(baseUrl), apiKey: settings.apiKey };
    case 'embedded':
    case 'scripted':
      return { provider, model: defaultModels[provider] };
  }
}

function keyOf(variable: 'ANTHROPIC_API_KEY' | 'OPENAI_API_KEY', settings: ModelSettings): string {
  const own = variable === 'ANTHROPIC_API_KEY' ? settings.anthropicApiKey : settings.openaiApiKey;
  const key = settings.apiKey ?? own;
  if (key === undefined)
    throw missing(variable === 'OPENAI_API_KEY' ? 'openai' : 'anthropic', variable);
  return key;
}

/** Ollama's own URL is often given without the `/v1` under which it speaks OpenAI's protocol. */
function ollamaUrl(baseUrl: string | undefined): string {
  const url = (baseUrl ?? defaultOllamaUrl).replace(/\/+$/, '');
  return url.endsWith('/v1') ? url : `${url}/v1`;
}

function missing(provider: ModelProvider, variable: string): ModelError {
  return new ModelError(
    'MODEL_NOT_CONFIGURED',
    `the model provider ${provider} needs ${variable}, which is not set. Set it and start the server again, or choose another provider.`,
    { retryable: false },
  );
}
