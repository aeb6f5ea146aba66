import type { TextEmbedder } from '#embeddings';
import type { Clock, Logger } from '#platform';
import { Circuit } from '../ask/circuit.js';
import { FallbackLanguageModel } from '../ask/fallback-language-model.js';
import { defaultLimits, type AskLimits } from '../ask/limits.js';
import { createModelFetch } from '../ask/model-fetch.js';
import { SdkLanguageModel, type AnswerSettings } from '../ask/sdk-language-model.js';
import { EmbeddedLanguageModel } from '../embedded/embedded-language-model.js';
import type { EmbeddedOptions } from '../embedded/reading.js';
import type { LanguageModel, ModelRequest } from '../language-model.js';
import { ModelError } from '../model.errors.js';
import type { AgentModelSettings, ModelSettings } from '../model-settings.js';
import { findCompatibleModels, findOllamaModels } from './find-models.js';
import { openProvider, type ProviderAccess } from './open-provider.js';
import {
  defaultOllamaUrl,
  resolveAgentModel,
  resolveFallback,
  resolveModel,
  type ResolvedModel,
} from './resolve-model.js';

/** What models are made of. */
export interface ModelParts {
  /** For the embedded model. */
  readonly embedder: TextEmbedder;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** Answers when the provider is `scripted`: tests and replay only. */
  readonly scripted?: LanguageModel;
  readonly limits?: Partial<AskLimits>;
  /** @default the one of Node */
  readonly fetch?: typeof globalThis.fetch;
  /** Where an Ollama is looked for when nothing is set. @default http://127.0.0.1:11434/v1 */
  readonly ollamaUrl?: string;
}

/** A model by name, as `/config`, health and the log show it. */
export interface ChosenModel {
  readonly provider: string;
  readonly model: string;
  /** Whether a language model writes the answers. */
  readonly generated: boolean;
  /** Why this one. */
  readonly reason: string;
}

/**
 * The server's model, by the first of: the named provider; the base URL; the key of Anthropic, then of
 * OpenAI; an Ollama that answers on this machine within half a second and has a model; the embedded
 * model. Said once in the log. Never takes another provider than the one that is set.
 * @throws {ModelError} `MODEL_NOT_CONFIGURED` when what is set does not suffice, or `required` is set
 *   and there is no language model
 */
export async function chooseModel(
  settings: ModelSettings,
  parts: ModelParts,
): Promise<ModelChooser> {
  const { log } = parts;
  const resolved = resolveModel(settings) ?? (await lookForOllama(parts)) ?? nothingSet;
  if (settings.required === true && resolved.provider === 'embedded')
    throw required(resolved.reason);
  const server = await nameModel(resolved, parts);
  const chooser = new ModelChooser(server, settings, parts);
  const { provider, model, reason } = chooser.chosen;
  const facts = { provider, model, reason };
  if (provider === 'embedded') log.warn(facts, notice);
  else log.info(facts, `answers come from the language model ${model} of ${provider}`);
  return chooser;
}

const notice =
  'no language model is configured: answers are composed from requests and results of tools, not written. Set ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_BASE_URL for a language model';

const nothingSet: ResolvedModel = {
  provider: 'embedded',
  model: 'caxton-embedded-1',
  reason: 'no provider, key or base URL is set and no Ollama answers on this machine',
};

async function lookForOllama({ ollamaUrl, fetch }: ModelParts): Promise<ResolvedModel | undefined> {
  const baseUrl = ollamaUrl ?? defaultOllamaUrl;
  const [model] = (await findOllamaModels(baseUrl, fetch)) ?? [];
  if (model === undefined) return undefined;
  return { provider: 'ollama', model, baseUrl, reason: `Ollama answers at ${baseUrl}` };
}

/** The name of the model, asked of the server where the settings give none. */
async function nameModel(
  resolved: ResolvedModel,
  { fetch }: ModelParts,
): Promise<ResolvedModel & { readonly model: string }> {
  const { provider, model, baseUrl = '', apiKey } = resolved;
  if (model !== undefined) return { ...resolved, model };
  const found =
    provider === 'ollama'
      ? await findOllamaModels(baseUrl, fetch)
      : await findCompatibleModels(baseUrl, apiKey, fetch);
  const [first] = found ?? [];
  if (first === undefined) throw nameless(resolved);
  return { ...resolved, model: first };
}

/** The server's model, and that of each agent that overrides it. */
export class ModelChooser {
  readonly chosen: ChosenModel;
  readonly #models = new Map<string, LanguageModel>();
  readonly #circuits = new Map<string, Circuit>();
  readonly #limits: AskLimits;

  constructor(
    private readonly server: ResolvedModel & { readonly model: string },
    private readonly settings: ModelSettings,
    private readonly parts: ModelParts,
  ) {
    const callMs = settings.timeoutMs;
    this.#limits = { ...defaultLimits, ...parts.limits, ...(callMs !== undefined && { callMs }) };
    const { provider, model, reason } = server;
    this.chosen = { provider, model, reason, generated: provider !== 'embedded' };
    this.forAgent();
  }

  /**
   * The model for an agent with this `llm` block. The same block gives the same model.
   * @throws {ModelError} `MODEL_NOT_CONFIGURED` when its provider lacks a key, URL or model name
   */
  forAgent(agent: AgentModelSettings = {}): LanguageModel {
    const { provider, model, temperature, max_tokens: maxOutputTokens, top_p: topP } = agent;
    const settings = { temperature, maxOutputTokens, topP };
    const instead = [agent.fallback_provider, agent.fallback_model];
    const key = JSON.stringify([provider, model, settings, instead]);
    const known = this.#models.get(key);
    if (known !== undefined) return known;
    const opened = this.#openBoth(agent, settings);
    // An agent's settings are few; a caller that makes them up without end must not fill the memory.
    if (this.#models.size >= 1_000) this.#models.clear();
    this.#models.set(key, opened);
    return opened;
  }

  #openBoth(agent: AgentModelSettings, settings: AnswerSettings): LanguageModel {
    const first = this.#open(resolveAgentModel(this.server, this.settings, agent), settings);
    const fallback = resolveFallback(this.server, this.settings, agent);
    if (fallback === undefined) return first;
    return new FallbackLanguageModel(first, this.#open(fallback, settings), (facts) => {
      this.parts.log.warn(facts, 'the fallback model answered: the first one could not');
    });
  }

  #open(resolved: ResolvedModel, settings: AnswerSettings): LanguageModel {
    const { provider, model } = resolved;
    if (provider === 'scripted') return this.#scripted();
    if (model === undefined) throw nameless(resolved);
    if (provider === 'embedded') return this.#embedded(model);
    const who = `${provider} (${model})`;
    const fetch = createModelFetch(who, this.#limits.maxAnswerBytes, this.parts.fetch);
    const access: ProviderAccess = { ...resolved, provider, model, fetch };
    const { sdk, providerOptions, strictTools, takesSchema } = openProvider(access);
    return new SdkLanguageModel({
      provider,
      sdk,
      generated: true,
      settings,
      limits: this.#limits,
      clock: this.parts.clock,
      circuit: this.#circuitOf(who, resolved.baseUrl),
      ...{ strictTools, takesSchema },
      ...(providerOptions && { providerOptions: () => providerOptions }),
    });
  }

  #embedded(model: string): LanguageModel {
    return new SdkLanguageModel({
      provider: 'embedded',
      sdk: new EmbeddedLanguageModel(model, this.parts.embedder),
      generated: false,
      takesSchema: true,
      limits: this.#limits,
      clock: this.parts.clock,
      providerOptions: (request) => ({ caxton: embeddedOptions(request) }) as never,
    });
  }

  #scripted(): LanguageModel {
    if (this.parts.scripted === undefined) {
      throw notConfigured(
        'the scripted provider replays recorded answers, and there are none here',
      );
    }
    return this.parts.scripted;
  }

  /** Agents with different temperatures share a provider's bad day. */
  #circuitOf(who: string, baseUrl: string | undefined): Circuit {
    const key = `${who} ${baseUrl ?? ''}`;
    const circuit = this.#circuits.get(key) ?? new Circuit(who, this.parts.clock);
    this.#circuits.set(key, circuit);
    return circuit;
  }
}

/** What the embedded model is told beside the prompt. Goes to no other model. */
function embeddedOptions({ provenance, tools }: ModelRequest): EmbeddedOptions {
  return {
    ...(provenance && { provenance }),
    offers: tools.map(({ name, examples = [], safety }) => ({ name, examples, safety })),
  };
}

function required(reason: string): ModelError {
  return notConfigured(
    `CAXTON_LLM_REQUIRED is set and there is no language model: ${reason}. Set CAXTON_LLM_PROVIDER with ANTHROPIC_API_KEY, OPENAI_API_KEY or CAXTON_LLM_BASE_URL`,
  );
}

function nameless({ provider, baseUrl }: ResolvedModel): ModelError {
  const hint = provider === 'ollama' ? ', or load one with "ollama pull"' : '';
  return notConfigured(
    `the model provider ${provider} at ${baseUrl ?? 'its URL'} does not tell which models it has. Start it${hint}, or name one with CAXTON_LLM_MODEL or the agent's llm.model`,
  );
}

function notConfigured(message: string): ModelError {
  return new ModelError('MODEL_NOT_CONFIGURED', `${message}.`, { retryable: false });
}
