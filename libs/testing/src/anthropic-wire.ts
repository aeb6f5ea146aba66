import type { AnswerAct, StubCall } from './model-acts.js';
import { argumentText, callId, frame, type ModelWire } from './model-wire.js';

const event = (type: string, more: object = {}): string => frame({ type, ...more }, type);

/** The Messages API of Anthropic (version 2023-06-01). */
export class AnthropicWire implements ModelWire {
  #index = 0;
  #isTextOpen = false;

  begin({ inputTokens, thought }: Pick<AnswerAct, 'inputTokens' | 'thought'>): string[] {
    const usage = { input_tokens: inputTokens, output_tokens: 1 };
    const message = { ...envelope, content: [], stop_reason: null, stop_sequence: null, usage };
    const start = [event('message_start', { message }), event('ping')];
    return thought === undefined ? start : [...start, ...this.#think(thought)];
  }

  text(piece: string): string[] {
    const delta = { type: 'text_delta', text: piece };
    const opening = this.#isTextOpen ? [] : this.#open({ type: 'text', text: '' });
    this.#isTextOpen = true;
    return [...opening, this.#delta(delta)];
  }

  call(call: StubCall, index: number): string[] {
    const block = { type: 'tool_use', id: callId(call, index), name: call.name, input: {} };
    return [
      ...this.#closeText(),
      ...this.#open(block),
      this.#delta({ type: 'input_json_delta', partial_json: argumentText(call) }),
      this.#close(),
    ];
  }

  finish({ calls, outputTokens }: Pick<AnswerAct, 'calls' | 'outputTokens'>): string[] {
    const delta = { stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn', stop_sequence: null };
    return [
      ...this.#closeText(),
      event('message_delta', { delta, usage: { output_tokens: outputTokens } }),
      event('message_stop'),
    ];
  }

  failure(kind: string, message: string): string[] {
    return [event('error', { error: { type: kind, message } })];
  }

  refusal(status: number, message: string): object {
    return { type: 'error', error: { type: kinds[status] ?? 'api_error', message } };
  }

  whole({ text, calls, inputTokens, outputTokens }: AnswerAct): object {
    const said = text === '' ? [] : [{ type: 'text', text }];
    const used = calls.map((call, index) => ({
      type: 'tool_use',
      id: callId(call, index),
      name: call.name,
      input: call.arguments,
    }));
    return {
      ...envelope,
      content: [...said, ...used],
      stop_reason: calls.length > 0 ? 'tool_use' : 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: inputTokens, output_tokens: outputTokens },
    };
  }

  #think(thought: string): string[] {
    return [
      ...this.#open({ type: 'thinking', thinking: '', signature: '' }),
      this.#delta({ type: 'thinking_delta', thinking: thought }),
      this.#delta({ type: 'signature_delta', signature: 'signed-by-the-stub' }),
      this.#close(),
    ];
  }

  #open(block: object): string[] {
    return [event('content_block_start', { index: this.#index, content_block: block })];
  }

  #delta(delta: object): string {
    return event('content_block_delta', { index: this.#index, delta });
  }

  #close(): string {
    const closing = event('content_block_stop', { index: this.#index });
    this.#index += 1;
    return closing;
  }

  #closeText(): string[] {
    if (!this.#isTextOpen) return [];
    this.#isTextOpen = false;
    return [this.#close()];
  }
}

const envelope = {
  id: 'msg_stub',
  type: 'message',
  role: 'assistant',
  model: 'stub-model',
} as const;

const kinds: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};
