import { jsonSchema, Output, streamText, type ToolSet } from 'ai';
import type { Clock } from '#platform';
import type { JsonValue } from '#protocol';
import type {
  LanguageModel,
  ModelProvider,
  ModelReply,
  ModelRequest,
  ModelWatch,
} from '../language-model.js';
import type { ModelError } from '../model.errors.js';
import type { ProviderModel, ProviderOptions } from '../provider-model.js';
import { AnswerCollector } from './answer-collector.js';
import { AnswerDeadline } from './answer-deadline.js';
import { writeState } from './answer-state.js';
import { Circuit } from './circuit.js';
import { defaultLimits, type AskLimits } from './limits.js';
import { brokenOff, toModelError } from './model-failure.js';
import { retryDelay } from './retry.js';
import { toSdkMessages, toSdkTools } from './sdk-prompt.js';
import { readStructured } from './structured-answer.js';
import { wait } from './wait.js';

// The SDK would print to the console what a provider does not support.
globalThis.AI_SDK_LOG_WARNINGS = false;

/** What an agent or the server chose for every answer. */
export interface AnswerSettings {
  /** @default 8192: thoughts of models that think count as well */
  readonly maxOutputTokens?: number | undefined;
  readonly temperature?: number | undefined;
  readonly topP?: number | undefined;
}

export interface SdkLanguageModelOptions {
  readonly provider: ModelProvider;
  readonly sdk: ProviderModel;
  /** Whether answers are written by a language model. */
  readonly generated: boolean;
  readonly settings?: AnswerSettings;
  readonly limits?: Partial<AskLimits>;
  /** Whether schemas of tools are sent as strict. @default the provider decides */
  readonly strictTools?: boolean | undefined;
  /** Whether the schema of the answer is told to the provider; else only the prompt says it. @default false */
  readonly takesSchema?: boolean | undefined;
  /** What is told to the provider beside the prompt. */
  readonly providerOptions?: (request: ModelRequest) => ProviderOptions;
  /** Shared by all models behind one URL. */
  readonly circuit?: Circuit;
  readonly clock: Clock;
  /** From 0 to 1. @default Math.random */
  readonly random?: () => number;
}

/**
 * Asks any model that the AI SDK can talk to. One call is one step: tools are offered, never run.
 *
 * The SDK's own retries are off; ours wait at random, honour what the provider asks, and stop after
 * four. A provider that keeps failing is spared for a while by the circuit, also by those who are
 * about to ask again.
 */
export class SdkLanguageModel implements LanguageModel {
  readonly provider: ModelProvider;
  readonly model: string;
  readonly #limits: AskLimits;
  readonly #circuit: Circuit;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #who: string;

  constructor(private readonly options: SdkLanguageModelOptions) {
    this.provider = options.provider;
    this.model = options.sdk.modelId;
    this.#who = `${this.provider} (${this.model})`;
    this.#limits = { ...defaultLimits, ...options.limits };
    this.#clock = options.clock;
    this.#circuit = options.circuit ?? new Circuit(this.#who, this.#clock);
    this.#random = options.random ?? Math.random;
  }

  async ask(request: ModelRequest, watch: ModelWatch): Promise<ModelReply> {
    for (let attempts = 1; ; attempts += 1) {
      watch.signal.throwIfAborted();
      if (attempts === 1) this.#circuit.admit();
      const outcome = await this.#attempt(request, watch);
      if ('reply' in outcome) {
        this.#circuit.succeeded();
        return { ...outcome.reply, attempts };
      }
      this.#circuit.failed(outcome.error);
      const delay = retryDelay(attempts, outcome.error, this.#limits, this.#random());
      if (delay === undefined || this.#circuit.isOpen) throw outcome.error.after(attempts);
      if (outcome.heard) watch.onRestart?.();
      await wait(delay, watch.signal);
      this.#leaveItIfSpared(outcome.error.after(attempts));
    }
  }

  /** Others may have found the provider down during the wait. */
  #leaveItIfSpared(error: ModelError): void {
    if (this.#circuit.isOpen) throw error;
  }

  async #attempt(request: ModelRequest, watch: ModelWatch): Promise<Outcome> {
    const deadline = new AnswerDeadline(watch.signal, this.#limits, this.#who);
    const collector = new AnswerCollector(this.#who, this.#limits.maxAnswerCharacters);
    try {
      const state = await this.#collect(request, watch, deadline, collector);
      return { reply: this.#reply(collector, state) };
    } catch (error) {
      deadline.hangUp();
      watch.signal.throwIfAborted();
      const asked = { who: this.#who, model: this.model };
      const told = toModelError(deadline.expired ?? error, asked, this.#clock.now());
      return { error: told, heard: collector.text !== '' };
    } finally {
      deadline.release();
    }
  }

  async #collect(
    request: ModelRequest,
    watch: ModelWatch,
    deadline: AnswerDeadline,
    collector: AnswerCollector,
  ): Promise<JsonValue | undefined> {
    const result = this.#stream(request, deadline.signal);
    for await (const part of result.fullStream) {
      if (part.type === 'error') throw part.error;
      deadline.alive();
      if (beginsAnswer(part.type)) deadline.begun();
      const text = collector.take(part);
      if (text !== '') watch.onDelta?.(text);
    }
    deadline.signal.throwIfAborted();
    if (!collector.isWhole) throw brokenOff({ who: this.#who, model: this.model });
    return writeState((await result.response).messages, this.model);
  }

  #stream(request: ModelRequest, signal: AbortSignal): Stream {
    const { sdk, providerOptions, takesSchema = false } = this.options;
    const schema = takesSchema ? request.outputSchema : undefined;
    return streamText<ToolSet>({
      model: sdk,
      system: request.system,
      messages: toSdkMessages(request.messages, this.model),
      tools: toSdkTools(request.tools, this.options.strictTools),
      ...this.#settings(request),
      ...(schema !== undefined && { output: Output.object({ schema: jsonSchema(schema) }) }),
      maxRetries: 0,
      abortSignal: signal,
      // Keep-alives of the provider are seen only raw.
      includeRawChunks: true,
      providerOptions: providerOptions?.(request) ?? {},
      // Every error comes through the stream as well; the default prints it.
      onError: () => undefined,
    });
  }

  #settings(request: ModelRequest): Pick<Call, 'maxOutputTokens' | 'temperature' | 'topP'> {
    const { settings = {} } = this.options;
    const temperature = request.temperature ?? settings.temperature;
    const topP = request.topP ?? settings.topP;
    return {
      maxOutputTokens: request.maxOutputTokens ?? settings.maxOutputTokens ?? 8_192,
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
    };
  }

  #reply(collector: AnswerCollector, state: JsonValue | undefined): Omit<ModelReply, 'attempts'> {
    const { text, toolCalls, usage, finishReason } = collector;
    const structured = collector.structured ?? readStructured(text);
    return {
      text,
      toolCalls,
      usage,
      finishReason,
      generated: this.options.generated,
      ...(structured !== undefined && { structured }),
      ...(state !== undefined && { state }),
    };
  }
}

type Outcome =
  | { readonly reply: Omit<ModelReply, 'attempts'> }
  | { readonly error: ModelError; readonly heard: boolean };

type Call = Parameters<typeof streamText>[0];
type Stream = ReturnType<typeof streamText<ToolSet>>;

function beginsAnswer(type: string): boolean {
  return type.endsWith('-delta') || type === 'tool-call';
}
