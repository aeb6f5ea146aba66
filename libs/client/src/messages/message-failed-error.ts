import { CaxtonError } from '../errors/caxton-error.js';
import type { components } from '../generated/openapi.js';

/** One thing said. */
export type Message = components['schemas']['Message'];

/** What the server answers when it has stored a message. */
export type MessageAccepted = components['schemas']['MessageAccepted'];

/** Thrown when the answer to a message is that it failed; `code` says why (docs/failures.md). */
export class MessageFailedError extends CaxtonError {
  override readonly name = 'MessageFailedError';

  constructor(
    readonly accepted: MessageAccepted,
    readonly reply: Message,
  ) {
    const { code, reason } = reply.content;
    const told = typeof reason === 'string' ? reason : 'The message failed.';
    super(typeof code === 'string' ? code : 'MESSAGE_FAILED', told, { details: reply.content });
  }
}
