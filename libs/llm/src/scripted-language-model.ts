import type { LanguageModel, ModelReply, ModelRequest, ModelWatch } from './language-model.js';
import { ModelError } from './model.errors.js';

/** One recorded answer: what is left out is empty, or an error to fail with. */
type ScriptedReply = Partial<ModelReply> | ModelError;

/** A recorded answer, or how to find it from the request. */
type ScriptedStep = ScriptedReply | ((request: ModelRequest) => ScriptedReply);

/**
 * Replays recorded answers, for tests and for going through a turn again. Never chosen unless it is
 * given. It fails on a request that nobody recorded an answer for.
 */
export class ScriptedLanguageModel implements LanguageModel {
  readonly provider = 'scripted';
  readonly model = 'scripted';
  /** Every request so far. */
  readonly requests: ModelRequest[] = [];
  readonly #steps: ScriptedStep[];

  constructor(...steps: readonly ScriptedStep[]) {
    this.#steps = [...steps];
  }

  async ask(request: ModelRequest, { signal, onDelta }: ModelWatch): Promise<ModelReply> {
    signal.throwIfAborted();
    this.requests.push(request);
    const step = this.#steps.shift();
    const reply = typeof step === 'function' ? step(request) : step;
    if (reply === undefined) throw unscripted(this.requests.length);
    if (reply instanceof ModelError) throw reply;
    const { text = '', toolCalls = [] } = reply;
    if (text !== '') onDelta?.(text);
    return {
      usage: { inputTokens: 0, outputTokens: 0 },
      finishReason: toolCalls.length > 0 ? 'tool_calls' : 'stop',
      generated: false,
      attempts: 1,
      ...reply,
      text,
      toolCalls,
    };
  }
}

function unscripted(asks: number): ModelError {
  return new ModelError(
    'MODEL_NOT_CONFIGURED',
    `the scripted model has no answer for ask number ${asks}. Record one, or choose another provider.`,
    { retryable: false },
  );
}
