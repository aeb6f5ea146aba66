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
  if (!(await terminal.confirm(question)))
    throw new CliError('usage', 'Nothing was done.', 'Answer y to do it.');
}
