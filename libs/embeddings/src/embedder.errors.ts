/**
 * Thrown when text cannot be turned into vectors: the model's files are missing or damaged, its
 * thread died, or the embedder has been stopped.
 * Remedy: the message names the cause; a thread that died is started anew by the next call.
 */
export class EmbedderUnavailable extends Error {
  readonly code = 'EMBEDDER_UNAVAILABLE';

  constructor(reason: string, options?: ErrorOptions) {
    super(`text cannot be embedded: ${reason}`, options);
    this.name = 'EmbedderUnavailable';
  }
}
