import type { AnswerAct, StubCall } from './model-acts.js';
import { argumentText, callId, frame, type ModelWire } from './model-wire.js';

const envelope = { id: 'resp_stub', created_at: 1_700_000_000, model: 'stub-model' } as const;
const event = (type: string, more: object): string => frame({ type, ...more }, type);

/** The Responses API of OpenAI, which its reasoning models need for tools. */
export class OpenAiResponsesWire implements ModelWire {
  #output = 0;
  #text: string | undefined;

  begin({ thought }: Pick<AnswerAct, 'thought'>): string[] {
    const created = event('response.created', { response: { ...envelope, status: 'in_progress' } });
    return thought === undefined ? [created] : [created, ...this.#think()];
  }

  text(piece: string): string[] {
    const opening = this.#text === undefined ? [this.#item('added', message(''))] : [];
    this.#text = (this.#text ?? '') + piece;
    const place = { item_id: 'msg_stub', output_index: this.#output, content_index: 0 };
    return [...opening, event('response.output_text.delta', { ...place, delta: piece })];
  }

  call(call: StubCall, index: number): string[] {
    const item = { type: 'function_call', id: `fc_${index + 1}`, call_id: callId(call, index) };
    const closing = this.#closeText();
    const argument = argumentText(call);
    const place = { item_id: item.id, output_index: this.#output };
    const frames = [
      this.#item('added', { ...item, name: call.name, arguments: '', status: 'in_progress' }),
      event('response.function_call_arguments.delta', { ...place, delta: argument }),
      this.#item('done', { ...item, name: call.name, arguments: argument, status: 'completed' }),
    ];
    this.#output += 1;
    return [...closing, ...frames];
  }

  finish(act: Pick<AnswerAct, 'inputTokens' | 'outputTokens'>): string[] {
    const usage = {
      input_tokens: act.inputTokens,
      output_tokens: act.outputTokens,
      total_tokens: act.inputTokens + act.outputTokens,
    };
    const response = { ...envelope, status: 'completed', usage };
    return [...this.#closeText(), event('response.completed', { response })];
  }

  failure(kind: string, message: string): string[] {
    const error = { type: kind, code: kind, message, param: null };
    return [event('error', { sequence_number: 1, error })];
  }

  refusal(status: number, message: string): object {
    return { error: { message, type: `error_${status}`, param: null, code: null } };
  }

  whole(act: AnswerAct): object {
    const said = act.text === '' ? [] : [message(act.text)];
    const calls = act.calls.map((call, index) => ({
      type: 'function_call',
      id: `fc_${index + 1}`,
      call_id: callId(call, index),
      name: call.name,
      arguments: argumentText(call),
      status: 'completed',
    }));
    return {
      ...envelope,
      object: 'response',
      status: 'completed',
      output: [...said, ...calls],
      usage: { input_tokens: act.inputTokens, output_tokens: act.outputTokens },
    };
  }

  #think(): string[] {
    const item = { type: 'reasoning', id: 'rs_stub', summary: [] };
    const frames = [
      this.#item('added', { ...item, encrypted_content: '' }),
      this.#item('done', { ...item, encrypted_content: 'sealed-by-the-stub' }),
    ];
    this.#output += 1;
    return frames;
  }

  #item(what: 'added' | 'done', item: object): string {
    return event(`response.output_item.${what}`, { output_index: this.#output, item });
  }

  #closeText(): string[] {
    if (this.#text === undefined) return [];
    const closing = this.#item('done', message(this.#text));
    this.#text = undefined;
    this.#output += 1;
    return [closing];
  }
}

function message(text: string): object {
  const content = text === '' ? [] : [{ type: 'output_text', text, annotations: [] }];
  return { type: 'message', id: 'msg_stub', role: 'assistant', status: 'completed', content };
}
