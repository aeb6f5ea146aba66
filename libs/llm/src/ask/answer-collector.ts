import type { JsonObject, JsonValue } from '#protocol';
import type { FinishReason, ModelToolCall, ModelUsage } from '../language-model.js';
import type { ProviderPiece } from '../provider-model.js';
import { SaidParts } from './answer-state.js';
import { answerTooLarge } from './model-fetch.js';
import { readToolCall } from './read-tool-call.js';

type Finish = Extract<ProviderPiece, { type: 'finish' }>;

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  'tool-calls': 'tool_calls',
  length: 'length',
  'content-filter': 'content_filter',
};

export interface AnswerFrame {
  /** Who answers, as a person names it. */
  readonly who: string;
  readonly maxCharacters: number;
  /** Names of the tools that were offered. */
  readonly tools: readonly string[];
}

/** Puts one answer together out of the pieces of its stream. */
export class AnswerCollector {
  text = '';
  readonly toolCalls: ModelToolCall[] = [];
  usage: ModelUsage = { inputTokens: 0, outputTokens: 0 };
  finishReason: FinishReason = 'other';
  /** Whether the provider said that it was done; without that the answer was cut off. */
  isWhole = false;
  /** What one of our own models says beside its text. */
  structured: JsonObject | undefined;
  readonly #said = new SaidParts();
  #characters = 0;

  constructor(private readonly frame: AnswerFrame) {}

  /**
   * Takes the next piece; answers with the text in it.
   * @throws {ModelError} `MODEL_ANSWER_TOO_LARGE`, and what the provider fails with in its stream
   */
  take(piece: ProviderPiece): string {
    this.#said.take(piece);
    switch (piece.type) {
      case 'text-delta':
        this.#count(piece.delta);
        this.text += piece.delta;
        return piece.delta;
      case 'reasoning-delta':
      case 'tool-input-delta':
        this.#count(piece.delta);
        return '';
      case 'tool-call':
        this.toolCalls.push(readToolCall(piece, this.frame.tools));
        return '';
      case 'finish':
        this.#finish(piece);
        return '';
      case 'error':
        throw piece.error;
      default:
        return '';
    }
  }

  /** What this model wants to see again beside the results of its calls. */
  state(model: string): JsonValue | undefined {
    return this.#said.state(model);
  }

  #finish({ finishReason, usage, providerMetadata }: Finish): void {
    const { unified, raw } = finishReason;
    // An adapter ends an answer that was cut off as `other`, without a word of the provider.
    // One that ended in an error is cut off as well, whatever word the provider has for it.
    this.isWhole = unified !== 'error' && (raw !== undefined || unified in finishReasons);
    this.finishReason = finishReasons[unified] ?? 'other';
    const { inputTokens, outputTokens } = usage;
    this.usage = { inputTokens: inputTokens.total ?? 0, outputTokens: outputTokens.total ?? 0 };
    this.structured = providerMetadata?.['caxton']?.['structured'] as JsonObject | undefined;
  }

  #count(text: string): void {
    const { who, maxCharacters } = this.frame;
    this.#characters += text.length;
    if (this.#characters > maxCharacters) {
      throw answerTooLarge(who, `${maxCharacters} characters`);
    }
  }
}
