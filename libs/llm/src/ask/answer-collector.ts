import { NoSuchToolError, type TextStreamPart, type ToolSet } from 'ai';
import type { JsonObject } from '#protocol';
import type { FinishReason, ModelToolCall, ModelUsage } from '../language-model.js';
import { answerTooLarge } from './model-fetch.js';

type Part = TextStreamPart<ToolSet>;
type Call = Extract<Part, { type: 'tool-call' }>;
type Finish = Extract<Part, { type: 'finish-step' }>;

const finishReasons: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  'tool-calls': 'tool_calls',
  length: 'length',
  'content-filter': 'content_filter',
};

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
  #characters = 0;

  constructor(
    private readonly who: string,
    private readonly maxCharacters: number,
  ) {}

  /**
   * Takes the next piece; answers with the text in it.
   * @throws {ModelError} `MODEL_ANSWER_TOO_LARGE`
   */
  take(part: Part): string {
    switch (part.type) {
      case 'text-delta':
        this.#count(part.text);
        this.text += part.text;
        return part.text;
      case 'reasoning-delta':
        this.#count(part.text);
        return '';
      case 'tool-input-delta':
        this.#count(part.delta);
        return '';
      case 'tool-call':
        this.toolCalls.push(readCall(part));
        return '';
      case 'finish-step':
        this.#finish(part);
        return '';
      default:
        return '';
    }
  }

  #finish({ finishReason, rawFinishReason, usage, providerMetadata }: Finish): void {
    // The SDK ends an answer that was cut off as `other`, without a word of the provider.
    this.isWhole = rawFinishReason !== undefined || finishReason in finishReasons;
    this.finishReason = finishReasons[finishReason] ?? 'other';
    this.usage = { inputTokens: usage.inputTokens ?? 0, outputTokens: usage.outputTokens ?? 0 };
    this.structured = providerMetadata?.['caxton']?.['structured'] as JsonObject | undefined;
  }

  #count(text: string): void {
    this.#characters += text.length;
    if (this.#characters > this.maxCharacters) {
      throw answerTooLarge(this.who, `${this.maxCharacters} characters`);
    }
  }
}

function readCall(part: Call): ModelToolCall {
  const invalid = 'invalid' in part && part.invalid === true ? readFault(part) : undefined;
  return {
    id: part.toolCallId,
    name: part.toolName,
    arguments: part.input,
    ...(invalid && { invalid }),
    ...(part.providerMetadata && { state: part.providerMetadata as JsonObject }),
  };
}

function readFault(part: Call): NonNullable<ModelToolCall['invalid']> {
  const error: unknown = 'error' in part ? part.error : undefined;
  if (NoSuchToolError.isInstance(error)) {
    const known = (error.availableTools ?? []).join(', ') || 'none';
    return {
      reason: 'unknown_tool',
      message: `There is no tool "${part.toolName}". The tools are: ${known}.`,
    };
  }
  return {
    reason: 'malformed_arguments',
    message: `The arguments of "${part.toolName}" are not valid JSON. Send one JSON object that fits its schema.`,
  };
}
