import type { ServerErrorCode } from '../generated/error-codes.js';

/** What goes wrong on this side, or on the way. */
type ClientErrorCode =
  | 'CONNECTION_FAILED'
  | 'TIMED_OUT'
  | 'UNEXPECTED_ANSWER'
  | 'NO_REPLY'
  | 'MESSAGE_FAILED'
  | 'BAD_SIGNATURE';

/** Codes are never taken away, but a newer server has more of them. */
export type ErrorCode = ServerErrorCode | ClientErrorCode | (string & {});

/** One bad field: where, which rule, what would be allowed. */
export interface FieldFault {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  readonly allowed?: readonly string[];
}

/** What is known of an error beside its code and message. */
export interface ErrorFacts {
  readonly status?: number;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  readonly cause?: unknown;
}

/** Thrown when a call did not go well. */
export class CaxtonError extends Error {
  override readonly name: string = 'CaxtonError';
  /** Of the HTTP answer; 0 when there was none. */
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  /** Under which the server's log tells more. */
  readonly requestId: string | undefined;
  /** After how long the server asked to come back. */
  readonly retryAfterMs: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    facts: ErrorFacts = {},
  ) {
    super(message, 'cause' in facts ? { cause: facts.cause } : {});
    this.status = facts.status ?? 0;
    this.details = facts.details ?? {};
    this.requestId = facts.requestId;
    this.retryAfterMs = facts.retryAfterMs;
  }

  /** Each bad field of the request. */
  get fields(): readonly FieldFault[] {
    const { errors } = this.details;
    return Array.isArray(errors) ? (errors as FieldFault[]) : [];
  }

  /** What to do about it. */
  get suggestion(): string | undefined {
    const { suggestion } = this.details;
    return typeof suggestion === 'string' ? suggestion : undefined;
  }
}
