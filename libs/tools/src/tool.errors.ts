import type { CallCode } from '#protocol';

/** Every way in which a tool call can fail: the catalogue says which of them mean that it was not made. */
export type ToolFaultCode = CallCode;

/**
 * Thrown when a tool cannot do what the call asks; the executor tells the model.
 * Remedy: the message says what to change, in words a model can act upon. It never holds a secret.
 */
export class ToolFault extends Error {
  constructor(
    readonly code: ToolFaultCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'ToolFault';
  }
}
