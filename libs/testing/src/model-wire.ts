import type { AnswerAct, StubCall } from './model-acts.js';

/** How one provider spells an answer. Every frame is a server-sent event with its blank line. */
export interface ModelWire {
  begin(act: Pick<AnswerAct, 'inputTokens' | 'thought'>): string[];
  text(piece: string): string[];
  call(call: StubCall, index: number): string[];
  finish(act: Pick<AnswerAct, 'calls' | 'inputTokens' | 'outputTokens'>): string[];
  /** An error told in the stream. */
  failure(kind: string, message: string): string[];
  /** The body of an HTTP error. */
  refusal(status: number, message: string): object;
  /** The whole answer for a request that did not ask for a stream. */
  whole(act: AnswerAct): object;
}

export function frame(data: object | string, event?: string): string {
  const body = typeof data === 'string' ? data : JSON.stringify(data);
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${body}\n\n`;
}

/** The arguments as text, as every wire carries them. */
export function argumentText(call: StubCall): string {
  return typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments);
}

export function callId(call: StubCall, index: number): string {
  return call.id ?? `call_${index + 1}`;
}

/** Text in pieces of some letters, as models send it. */
export function pieces(text: string): string[] {
  return text.match(/[\s\S]{1,12}/g) ?? [];
}
