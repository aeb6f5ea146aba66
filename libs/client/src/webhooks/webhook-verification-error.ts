import { CaxtonError } from '../errors/caxton-error.js';

/** Thrown when what came in was not sent by the server, or not just now: answer it with 401. */
export class WebhookVerificationError extends CaxtonError {
  override readonly name = 'WebhookVerificationError';

  constructor(message: string) {
    super('BAD_SIGNATURE', message);
  }
}
