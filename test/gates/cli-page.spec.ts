import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { composeProgram } from '../../apps/cli/src/compose-program.js';
import {
  describeCommands,
  describeExitCodes,
} from '../../apps/cli/src/reference/describe-commands.js';
import { repository } from './run-tool.js';

/** However a formatter has padded tables. */
const plain = (markdown: string): string[] =>
  markdown
    .split('\n')
    .map((line) =>
      line
        .replaceAll(/\s*\|\s*/g, ' | ')
        .replaceAll(/-{3,}/g, '---')
        .trim(),
    )
    .filter((line) => line !== '');

const between = (page: string, name: string): string =>
  page.split(`<!-- ${name} -->`)[1]?.split(`<!-- end of ${name} -->`)[0] ?? '';

describe('docs/cli.md', () => {
  const page = readFileSync(resolve(repository, 'docs/cli.md'), 'utf8');

  it('has every command with its options (npm run cli-page)', () => {
    const commands = plain(describeCommands(composeProgram()));
    expect(commands.length).toBeGreaterThan(100);
    expect(plain(between(page, 'commands'))).toEqual(commands);
  });

  it('has every exit code', () => {
    expect(plain(between(page, 'exit codes'))).toEqual(plain(describeExitCodes()));
  });
});
