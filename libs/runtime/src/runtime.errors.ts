import type { JsonObject } from '#protocol';
import type { Failure } from '#messaging';

/**
 * Thrown when a turn cannot be finished and trying it again would not help.
 * Remedy: the failure says it, and so does the `failure` message that its sender gets.
 */
export class TurnFailed extends Error {
  readonly code: string;

  constructor(
    readonly failure: Failure,
    options?: ErrorOptions,
  ) {
    super(failure.reason, options);
    this.name = 'TurnFailed';
    this.code = failure.code;
  }
}

/**
 * Thrown by a code agent that will not do what it is asked, now or later. The sender gets a `refuse`
 * message with the reason; the message is not tried again.
 * Remedy: change the request as the reason says.
 */
export class RefuseMessage extends Error {
  readonly code = 'REFUSED';

  constructor(
    reason: string,
    readonly performative: 'refuse' | 'not_understood' = 'refuse',
    /** Told to the sender beside the reason. */
    readonly details: JsonObject = {},
  ) {
    super(reason);
    this.name = 'RefuseMessage';
  }
}

/**
 * Thrown when a code agent cannot be loaded or defined.
 * Remedy: the message names the file and what is wrong with it.
 */
export class InvalidCodeAgent extends Error {
  readonly code = 'INVALID_CODE_AGENT';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'InvalidCodeAgent';
  }
}

/**
 * Thrown when the handler of a code agent threw something of its own.
 * Remedy: look at the cause in the log; the sender only learns that the agent failed.
 */
export class HandlerFailed extends Error {
  readonly code = 'HANDLER_FAILED';
  /** `false` when the handler's error said so: another attempt would fail alike. */
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(cause: unknown) {
    super('The handler of a code agent failed.', { cause });
    this.name = 'HandlerFailed';
    const facts = typeof cause === 'object' && cause !== null ? cause : {};
    this.retryable = !('retryable' in facts && facts.retryable === false);
    const wait = 'retryAfterMs' in facts ? facts.retryAfterMs : undefined;
    this.retryAfterMs = typeof wait === 'number' && wait >= 0 ? wait : undefined;
  }
}

/**
 * Thrown when the code of an agent is not in this process.
 * Remedy: none here; a worker that loaded the code takes the message.
 */
export class CodeElsewhere extends Error {
  readonly code = 'CODE_ELSEWHERE';

  constructor(agent: string) {
    super(`The code of the agent ${agent} is not loaded in this process (CAXTON_AGENTS_DIR).`);
    this.name = 'CodeElsewhere';
  }
}

/**
 * Thrown to a code agent when its step cannot be written down; it is the server's trouble, and the
 * turn is judged by the cause. Remedy: none in the handler; let it through.
 */
export class StepNotWritten extends Error {
  readonly code = 'STEP_NOT_WRITTEN';

  constructor(cause: unknown) {
    super('A step of the turn could not be written down.', { cause });
    this.name = 'StepNotWritten';
  }
}

/**
 * Thrown to a code agent when its memory cannot be read; it is the server's trouble, and the turn is judged
 * by the cause. Remedy: none in the handler; let it through.
 */
export class MemoryNotReached extends Error {
  readonly code = 'MEMORY_NOT_REACHED';

  constructor(cause: unknown) {
    super('The memory of the agent could not be reached.', { cause });
    this.name = 'MemoryNotReached';
  }
}

/** Why memory does not do what a handler asks. */
type MemoryRefusal = 'MEMORY_DISABLED' | 'MEMORY_ARGUMENTS_INVALID' | 'MEMORY_REFUSED';

/**
 * Thrown when a handler asks its memory for something that it cannot do.
 * Remedy: the message says what to change in the agent or in its code.
 */
export class MemoryRefused extends Error {
  /** Another attempt would ask the same. */
  readonly retryable = false;

  constructor(
    readonly code: MemoryRefusal,
    message: string,
  ) {
    super(message);
    this.name = 'MemoryRefused';
  }
}

/**
 * Thrown when a handler uses `step` in a way that cannot work.
 * Remedy: the message says what to change in the code of the agent.
 */
export class BadStep extends Error {
  readonly code = 'BAD_STEP';
  /** Another attempt would do the same. */
  readonly retryable = false;

  constructor(message: string) {
    super(message);
    this.name = 'BadStep';
  }
}
