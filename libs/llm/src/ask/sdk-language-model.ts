import type { Clock } from '#platform';
import type {
  LanguageModel,
  ModelProvider,
  ModelReply,
  ModelRequest,
  ModelWatch,
} from '../language-model.js';
import type { ModelError } from '../model.errors.js';
import type { ProviderCall, ProviderModel, ProviderOptions } from '../provider-model.js';
import { AnswerCollector } from './answer-collector.js';
import { AnswerDeadline } from './answer-deadline.js';
import { Circuit } from './circuit.js';
import { defaultLimits, type AskLimits } from './limits.js';
import { brokenOff, toModelError } from './model-failure.js';
import { retryDelay } from './retry.js';
import { toSdkPrompt, toSdkTools } from './sdk-prompt.js';
import { readStructured } from './structured-answer.js';
import { wait } from './wait.js';

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
 * Asks any model that the AI SDK has an adapter for. One call is one step: tools are offered, never run. The adapter's
 * stream is read as it is: the SDK's `streamText` around it took three quarters of the processor time of a call (ADR-0033).
 *
 * Attempts wait at random, honour what the provider asks, and stop after
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
    const collector = new AnswerCollector({
      who: this.#who,
      maxCharacters: this.#limits.maxAnswerCharacters,
      tools: request.tools.map(({ name }) => name),
    });
    try {
      await this.#collect(request, watch, deadline, collector);
      return { reply: this.#reply(collector) };
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
  ): Promise<void> {
    const { stream } = await this.options.sdk.doStream(this.#call(request, deadline.signal));
    for await (const piece of stream) {
      deadline.alive();
      if (beginsAnswer(piece.type)) deadline.begun();
      const text = collector.take(piece);
      if (text !== '') watch.onDelta?.(text);
    }
    deadline.signal.throwIfAborted();
    if (!collector.isWhole) throw brokenOff({ who: this.#who, model: this.model });
  }

  #call(request: ModelRequest, signal: AbortSignal): ProviderCall {
    const { providerOptions, strictTools, takesSchema = false } = this.options;
    const schema = takesSchema ? request.outputSchema : undefined;
    const tools = toSdkTools(request.tools, strictTools);
    return {
      prompt: toSdkPrompt(request.system, request.messages, this.model),
      ...(tools && { tools, toolChoice: { type: 'auto' } }),
      ...this.#settings(request),
      ...(schema !== undefined && { responseFormat: { type: 'json', schema } }),
      abortSignal: signal,
      // Keep-alives of the provider are seen only raw.
      includeRawChunks: true,
      providerOptions: providerOptions?.(request) ?? {},
    };
  }

  #settings(request: ModelRequest): Pick<ProviderCall, 'maxOutputTokens' | 'temperature' | 'topP'> {
    const { settings = {} } = this.options;
    const temperature = request.temperature ?? settings.temperature;
    const topP = request.topP ?? settings.topP;
    return {
      maxOutputTokens: request.maxOutputTokens ?? settings.maxOutputTokens ?? 8_192,
      ...(temperature !== undefined && { temperature }),
      ...(topP !== undefined && { topP }),
    };
  }

  #reply(collector: AnswerCollector): Omit<ModelReply, 'attempts'> {
    const state = collector.state(this.model);
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

function beginsAnswer(type: string): boolean {
  return type.endsWith('-delta') || type === 'tool-call';
}
