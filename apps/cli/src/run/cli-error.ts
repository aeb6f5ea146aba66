import type { Ending } from './exit-codes.js';

/** Thrown when a command cannot do what it was asked to. Its message and remedy are for the person who asked. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly ending: Ending,
    message: string,
    /** What to do next. */
    readonly remedy?: string,
  ) {
    super(message);
  }
}
