/**
 * Thrown at the start when what is set of the embedding model does not suffice.
 * Remedy: the message names the variable.
 */
export class InvalidEmbedding extends Error {
  readonly code = 'INVALID_EMBEDDING';

  constructor(message: string) {
    super(`${message}.`);
    this.name = 'InvalidEmbedding';
  }
}
