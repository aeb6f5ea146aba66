/** What went wrong, as a stable name. */
export type ModelErrorCode =
  | 'MODEL_RATE_LIMITED'
  | 'MODEL_OVERLOADED'
  | 'MODEL_TIMEOUT'
  | 'MODEL_UNAVAILABLE'
  | 'MODEL_REJECTED'
  | 'MODEL_ANSWER_INVALID'
  | 'MODEL_ANSWER_TOO_LARGE'
  | 'MODEL_NOT_CONFIGURED';

export interface ModelErrorFacts {
  readonly retryable: boolean;
  /** How long the provider asked to be left alone. Milliseconds. */
  readonly retryAfterMs?: number;
  /** HTTP status of the provider's answer. */
  readonly status?: number;
  /** How often it was asked. */
  readonly attempts?: number;
}

/**
 * Thrown when a model gives no usable answer.
 * Remedy: the message says it; `retryable` tells whether the same turn may be tried again later,
 * not before `retryAfterMs`.
 */
export class ModelError extends Error {
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  readonly attempts: number;

  constructor(
    readonly code: ModelErrorCode,
    message: string,
    facts: ModelErrorFacts,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ModelError';
    this.retryable = facts.retryable;
    this.retryAfterMs = facts.retryAfterMs;
    this.status = facts.status;
    this.attempts = facts.attempts ?? 1;
  }

  /** The same error, knowing how often the model was asked. */
  after(attempts: number): ModelError {
    return new ModelError(this.code, this.message, { ...this.#facts(), attempts });
  }

  /** The same error in other words. */
  saying(message: string): ModelError {
    return new ModelError(this.code, message, this.#facts());
  }

  #facts(): ModelErrorFacts {
    const { retryable, retryAfterMs, status, attempts } = this;
    return {
      retryable,
      attempts,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(status !== undefined && { status }),
    };
  }
}
