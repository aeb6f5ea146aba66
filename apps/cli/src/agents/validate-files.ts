import type { Ending } from '../run/exit-codes.js';
import type { Invocation } from '../run/invocation.js';
import { checkAgent, type FieldFault } from './check-agent.js';
import { findAgentFiles } from './find-files.js';
import { readOrExplain } from './read-file.js';

/** What is wrong with one file. */
interface Checked {
  readonly file: string;
  readonly name: string | undefined;
  readonly faults: readonly FieldFault[];
  readonly warnings: readonly FieldFault[];
}

/** Checks agent files without a server; ends as failed when one could not be deployed. */
export async function validateFiles(run: Invocation): Promise<Ending | undefined> {
  const files = (await Promise.all(run.args.map(findAgentFiles))).flat();
  const checked = (await Promise.all(files.map(checkFile))).flat();
  const isValid = checked.every(({ faults }) => faults.length === 0);
  run.terminal.show({ valid: isValid, files: checked }, () => checked.map(render).join(''));
  return isValid ? undefined : 'failed';
}

async function checkFile(file: string): Promise<Checked[]> {
  try {
    const fields = await readOrExplain(file);
    if (fields === undefined) return [];
    const { faults, warnings } = checkAgent(fields);
    const name = typeof fields['name'] === 'string' ? fields['name'] : undefined;
    return [{ file, name, faults, warnings }];
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const faults = [{ field: '', message: error.message }];
    return [{ file, name: undefined, faults, warnings: [] }];
  }
}

function render({ file, name, faults, warnings }: Checked): string {
  const told =
    (mark: string) =>
    ({ field, message }: FieldFault): string =>
      `  ${mark} ${[field, message].filter(Boolean).join(' ')}\n`;
  return [
    `${faults.length === 0 ? 'ok   ' : 'ERROR'}  ${file}${name === undefined ? '' : `  ${name}`}\n`,
    ...faults.map(told('-')),
    ...warnings.map(told('!')),
  ].join('');
}
