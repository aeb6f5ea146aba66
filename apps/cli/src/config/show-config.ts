import { InvalidSettings, readProcessEnv, type Env } from '#platform';
import { CliError } from '../run/cli-error.js';
import type { Ending } from '../run/exit-codes.js';
import { table } from '../show/table.js';
import type { Terminal } from '../show/terminal.js';
import { describeSettings } from './describe-settings.js';

/** Shows the settings that a start here would take. */
export function showConfig(terminal: Terminal, isChangedOnly: boolean): void {
  const settings = describeSettings(readOrExplain()).filter(
    ({ source }) => !isChangedOnly || source === 'environment',
  );
  terminal.show({ settings }, () =>
    table(settings, [
      ['SETTING', ({ variable }) => variable],
      ['VALUE', ({ value }) => value],
      ['FROM', ({ source }) => source],
    ]),
  );
}

/** Checks the settings; ends as failed with one line for each that cannot be used. */
export function validateConfig(terminal: Terminal): Ending | undefined {
  const problems = findProblems();
  const render = (): string =>
    problems.length === 0
      ? 'Every setting can be used.\n'
      : `${problems.join('\n')}\nEvery setting is in docs/surface/configuration.md.\n`;
  terminal.show({ valid: problems.length === 0, problems }, render);
  return problems.length === 0 ? undefined : 'failed';
}

function findProblems(): string[] {
  try {
    readProcessEnv();
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.message.split('\n');
    throw error;
  }
}

function readOrExplain(): Env {
  try {
    return readProcessEnv();
  } catch (error) {
    if (!(error instanceof InvalidSettings)) throw error;
    throw new CliError('failed', error.message, 'Correct it; caxton config validate looks again.');
  }
}
