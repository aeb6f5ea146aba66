import { ModelError } from '../model.errors.js';
import type { AskLimits } from './limits.js';

/**
 * Ends one call that takes too long: by its whole time, or by silence once the answer has begun.
 * `signal` aborts for the caller's reason or for its own; `release` it when the call has ended.
 */
export class AnswerDeadline {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  readonly #whole: NodeJS.Timeout;
  #silence: NodeJS.Timeout | undefined;

  constructor(
    caller: AbortSignal,
    private readonly limits: AskLimits,
    private readonly who: string,
  ) {
    this.signal = AbortSignal.any([caller, this.#own.signal]);
    this.#whole = setTimeout(() => {
      this.#expire(`did not finish its answer in ${seconds(limits.callMs)}`);
    }, limits.callMs);
  }

  /** A piece of the answer has come: the answer has begun. */
  begun(): void {
    this.#silence ??= setTimeout(() => {
      this.#expire(`fell silent for ${seconds(this.limits.idleMs)} in the middle of its answer`);
    }, this.limits.idleMs);
  }

  /** Anything has come, a keep-alive included. */
  alive(): void {
    this.#silence?.refresh();
  }

  /** Why the call was ended here, if it was. */
  get expired(): ModelError | undefined {
    const { reason } = this.#own.signal as { readonly reason: unknown };
    return reason instanceof ModelError ? reason : undefined;
  }

  /** Frees the socket of a call whose answer is not wanted any more. */
  hangUp(): void {
    this.#own.abort();
  }

  release(): void {
    clearTimeout(this.#whole);
    clearTimeout(this.#silence);
  }

  #expire(what: string): void {
    this.#own.abort(
      new ModelError(
        'MODEL_TIMEOUT',
        `${this.who} ${what}. Try again later, choose a faster model, or raise CAXTON_LLM_TIMEOUT.`,
        { retryable: true },
      ),
    );
  }
}

function seconds(milliseconds: number): string {
  return `${milliseconds / 1_000} s`;
}
