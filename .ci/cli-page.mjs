import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runQuietly } from './prepare/run-program.mjs';
import { composeProgram } from '../dist/apps/cli/src/compose-program.js';
import {
  describeCommands,
  describeExitCodes,
} from '../dist/apps/cli/src/reference/describe-commands.js';

const file = join(root, 'docs/cli.md');

function replace(page, name, text) {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const [before, rest = ''] = page.split(begin);
  return `${before}${begin}\n\n${text}\n\n${end}${rest.split(end)[1] ?? ''}`;
}

/** Writes the commands and exit codes into docs/cli.md, from the built command line. */
const page = replace(readFileSync(file, 'utf8'), 'exit codes', describeExitCodes());
writeFileSync(file, replace(page, 'commands', describeCommands(composeProgram())));
await runQuietly(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--write', file]);
