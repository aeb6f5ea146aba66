import { errorCatalogue, type ErrorCode } from './error-catalogue.js';
import type { JsonValue } from './json.js';

/** One bad field: where, which rule, what would be allowed. */
export interface FieldError {
  readonly field: string;
  readonly rule: string;
  readonly message: string;
  readonly allowed?: readonly string[];
}

/** What else the client should know, as JSON. */
export type ErrorDetails = Readonly<Record<string, JsonValue>>;

/** Thrown when a request cannot be served, with the code and details its sender will see. */
export class ProtocolError extends Error {
  readonly status: number;
  readonly retryable: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: ErrorDetails = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ProtocolError';
    this.status = errorCatalogue[code].status;
    this.retryable = errorCatalogue[code].retryable;
  }
}

/** The error for bad fields, each told apart. */
export function fieldErrors(
  code:
    | 'INVALID_REQUEST'
    | 'INVALID_AGENT_CONFIGURATION'
    | 'INVALID_ARGUMENTS'
    | 'INVALID_CHARACTER'
    | 'INVALID_TEMPLATE'
    | 'INVALID_TEMPLATE_PARAMETERS'
    | 'INVALID_TOOL'
    | 'INVALID_MCP_SERVER',
  errors: readonly FieldError[],
): ProtocolError {
  const summary = errors.map(({ field, message }) => `${field || 'body'} ${message}`).join('; ');
  return new ProtocolError(code, summary, {
    errors: errors.map((error) => ({ ...error })),
    suggestion: errorCatalogue[code].remedy,
  });
}
