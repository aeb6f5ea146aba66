import type {
  LanguageModel,
  ModelProvider,
  ModelReply,
  ModelRequest,
  ModelWatch,
} from '../language-model.js';
import { ModelError } from '../model.errors.js';

/** What is told about an answer that another model gave. */
export type TellFallback = (facts: Readonly<Record<string, string>>) => void;

/**
 * A model and the one that answers in its place when it is being spared, or failed as often as it is
 * asked in a turn. A request that the first refuses is not put to the second: what is wrong with a key
 * or a request does not become right elsewhere, and nobody should learn of it by a change of tone.
 */
export class FallbackLanguageModel implements LanguageModel {
  readonly provider: ModelProvider;
  readonly model: string;

  constructor(
    private readonly first: LanguageModel,
    private readonly second: LanguageModel,
    private readonly tell: TellFallback,
  ) {
    this.provider = first.provider;
    this.model = first.model;
  }

  async ask(request: ModelRequest, watch: ModelWatch): Promise<ModelReply> {
    const heard = new Hearing(watch);
    try {
      return await this.first.ask(request, heard);
    } catch (error) {
      if (!(error instanceof ModelError) || !error.retryable) throw error;
      watch.signal.throwIfAborted();
      if (heard.anything) watch.onRestart?.();
      return await this.askSecond(request, watch, error);
    }
  }

  private async askSecond(
    request: ModelRequest,
    watch: ModelWatch,
    why: ModelError,
  ): Promise<ModelReply> {
    const { provider, model } = this.second;
    try {
      const reply = await this.second.ask(request, watch);
      this.tell({ code: why.code, first: nameOf(this.first), answered_by: nameOf(this.second) });
      return { ...reply, answeredBy: { provider, model } };
    } catch (error) {
      // The first decides what becomes of the message: it may be back before the second is.
      throw error instanceof ModelError ? bothFailed(why, error) : error;
    }
  }
}

/** Passes on what is heard of an answer and knows whether anything was. */
class Hearing implements ModelWatch {
  anything = false;
  readonly signal: AbortSignal;

  constructor(private readonly watch: ModelWatch) {
    this.signal = watch.signal;
  }

  readonly onDelta = (text: string): void => {
    this.anything = true;
    this.watch.onDelta?.(text);
  };

  readonly onRestart = (): void => {
    this.anything = false;
    this.watch.onRestart?.();
  };
}

function nameOf({ provider, model }: LanguageModel): string {
  return `${provider}/${model}`;
}

function bothFailed(first: ModelError, second: ModelError): ModelError {
  return first.saying(`${first.message} The fallback model failed as well: ${second.message}`);
}
