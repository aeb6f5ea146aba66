import { createAnthropic } from '@ai-sdk/anthropic';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { ModelProvider } from '../language-model.js';
import type { ProviderModel, ProviderOptions } from '../provider-model.js';

type Fetch = typeof globalThis.fetch;

/** Where and as whom a provider is asked. */
export interface ProviderAccess {
  readonly provider: Exclude<ModelProvider, 'embedded' | 'scripted'>;
  readonly model: string;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Which of OpenAI's two APIs. @default `responses` at OpenAI itself, `chat` at any other URL */
  readonly api?: 'responses' | 'chat' | undefined;
  readonly fetch: Fetch;
}

/** A provider, ready to be asked. */
export interface OpenProvider {
  readonly sdk: ProviderModel;
  readonly providerOptions?: ProviderOptions;
  /**
   * Whether it has a place for the schema of the answer. Servers that imitate OpenAI often call no tools any more
   * when they are given one. @default false
   */
  readonly takesSchema?: boolean;
  /** Whether schemas of tools are sent as strict. @default the provider decides */
  readonly strictTools?: boolean;
}

/** The AI SDK's adapter for a provider. URLs are always given, so that it reads no environment. */
export function openProvider(access: ProviderAccess): OpenProvider {
  const { provider, model, apiKey, fetch } = access;
  switch (provider) {
    case 'anthropic': {
      const baseURL = access.baseUrl ?? 'https://api.anthropic.com/v1';
      const sdk = createAnthropic({ ...key(apiKey), baseURL, fetch }).languageModel(model);
      return { sdk, takesSchema: true };
    }
    case 'openai':
      return openOpenAi(access);
    case 'openai-compatible':
    case 'ollama': {
      const baseURL = access.baseUrl ?? '';
      const options = { name: provider, baseURL, fetch, includeUsage: true, ...key(apiKey) };
      return { sdk: createOpenAICompatible(options).chatModel(model) };
    }
  }
}

/**
 * At OpenAI itself its Responses API: the current models reason, and chat completions refuse tools
 * together with reasoning. Servers that imitate OpenAI know chat completions.
 */
function openOpenAi({ model, baseUrl, apiKey, api, fetch }: ProviderAccess): OpenProvider {
  const baseURL = baseUrl ?? 'https://api.openai.com/v1';
  const openai = createOpenAI({ ...key(apiKey), baseURL, fetch });
  if ((api ?? (baseUrl === undefined ? 'responses' : 'chat')) === 'chat') {
    const isOpenAi = baseUrl === undefined;
    return {
      sdk: openai.chat(model),
      takesSchema: isOpenAi,
      providerOptions: { openai: asWritten },
    };
  }
  return {
    sdk: openai.responses(model),
    // Nothing of a conversation stays with the provider; its sealed thoughts travel with us instead.
    providerOptions: { openai: { store: false, ...asWritten } },
    takesSchema: true,
    // Unsaid, this API makes every optional argument required.
    strictTools: false,
  };
}

/** Strict ones may leave nothing optional; what does not fit is found here. */
const asWritten = { strictJsonSchema: false };

function key(apiKey: string | undefined): { readonly apiKey?: string } {
  return apiKey === undefined ? {} : { apiKey };
}
