import { CliError } from './cli-error.js';
import type { Invocation } from './invocation.js';

/** Has a person confirm what cannot be undone. @throws {CliError} they do not, or there is nobody to ask */
export async function askFirst(
  { terminal, flags }: Invocation<{ readonly yes?: boolean }>,
  question: string,
): Promise<void> {
  if (flags.yes === true) return;
  if (!terminal.isAttended) {
    throw new CliError(
      'usage',
      `${question} Nobody is here to answer.`,
      'Say --yes to do it unasked.',
    );
  }
  const isWanted = await terminal.confirm(question).catch((error: unknown) => {
    // Ctrl-C and Ctrl-D: whoever asked has to hear of it, and nobody of a stack.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    throw new CliError('interrupted', 'Nothing was done.');
  });
  if (!isWanted) throw new CliError('usage', 'Nothing was done.', 'Answer y to do it.');
}
