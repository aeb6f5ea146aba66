import type { CallCode, ErrorCode, JsonValue } from '#protocol';

/**
 * Thrown when an agent's message cannot be sent: unknown capability, bad arguments, too many.
 * Remedy: the message says it; a model is told and may try another way.
 */
export class NotSendable extends Error {
  constructor(
    readonly code: CallCode | ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, JsonValue>> = {},
  ) {
    super(message);
    this.name = 'NotSendable';
  }
}
