import type { AnswerAct, StubCall } from './model-acts.js';
import { argumentText, callId, frame, type ModelWire } from './model-wire.js';

const envelope = { id: 'chatcmpl-stub', created: 1_700_000_000, model: 'stub-model' } as const;

const chunk = (delta: object, finish: string | null = null): string =>
  frame({
    ...envelope,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });

const countTokens = ({
  inputTokens,
  outputTokens,
}: Pick<AnswerAct, 'inputTokens' | 'outputTokens'>): object => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: inputTokens + outputTokens,
});

const reason = (calls: readonly StubCall[]): string => (calls.length > 0 ? 'tool_calls' : 'stop');

/** The chat completions of OpenAI, which Ollama, vLLM and llama.cpp speak as well. */
export class OpenAiChatWire implements ModelWire {
  begin(): string[] {
    return [chunk({ role: 'assistant', content: '' })];
  }

  text(piece: string): string[] {
    return [chunk({ content: piece })];
  }

  call(call: StubCall, index: number): string[] {
    const shape = { index, id: callId(call, index), type: 'function' };
    return [
      chunk({ tool_calls: [{ ...shape, function: { name: call.name, arguments: '' } }] }),
      chunk({ tool_calls: [{ index, function: { arguments: argumentText(call) } }] }),
    ];
  }

  finish(act: Pick<AnswerAct, 'calls' | 'inputTokens' | 'outputTokens'>): string[] {
    const usage = { ...envelope, object: 'chat.completion.chunk', choices: [] };
    return [
      chunk({}, reason(act.calls)),
      frame({ ...usage, usage: countTokens(act) }),
      frame('[DONE]'),
    ];
  }

  failure(kind: string, message: string): string[] {
    return [frame({ error: { message, type: kind, param: null, code: kind } })];
  }

  refusal(status: number, message: string): object {
    return { error: { message, type: `error_${status}`, param: null, code: null } };
  }

  whole(act: AnswerAct): object {
    const calls = act.calls.map((call, index) => ({
      id: callId(call, index),
      type: 'function',
      function: { name: call.name, arguments: argumentText(call) },
    }));
    const message = {
      role: 'assistant',
      content: act.text,
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return {
      ...envelope,
      object: 'chat.completion',
      choices: [{ index: 0, message, finish_reason: reason(act.calls) }],
      usage: countTokens(act),
    };
  }
}
