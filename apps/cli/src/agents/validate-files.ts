import type { AgentFields } from '#agent-files';
import { CaxtonError, type BodyOf, type CaxtonClient } from '#client';
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

/** Checks agent files, without a server or by one; ends as failed when one could not be deployed. */
export async function validateFiles(
  run: Invocation<{ readonly server?: boolean }>,
): Promise<Ending | undefined> {
  const files = (await Promise.all(run.args.map(findAgentFiles))).flat();
  const check = run.flags.server === true ? checkOnServer(await run.client()) : checkAlone;
  const checked: Checked[] = [];
  for (const file of files) checked.push(...(await checkFile(file, check)));
  const isValid = checked.every(({ faults }) => faults.length === 0);
  run.terminal.show({ valid: isValid, files: checked }, () => checked.map(render).join(''));
  return isValid ? undefined : 'failed';
}

type Check = (fields: AgentFields) => Promise<Pick<Checked, 'faults' | 'warnings'>>;

const checkAlone: Check = (fields) => Promise.resolve(checkAgent(fields));

/** A server knows its tools and agents. That the name is taken is no fault: the file may be a new version. */
function checkOnServer(client: CaxtonClient): Check {
  return async (fields) => {
    const content = fields as BodyOf<'validateConfiguration'>['content'];
    const { errors: faults, warnings } = await client.agents.validate({ content });
    return { faults: faults.filter(({ rule }) => rule !== 'unique'), warnings };
  };
}

async function checkFile(file: string, check: Check): Promise<Checked[]> {
  try {
    const fields = await readOrExplain(file);
    if (fields === undefined) return [];
    const { faults, warnings } = await check(fields);
    const name = typeof fields['name'] === 'string' ? fields['name'] : undefined;
    return [{ file, name, faults, warnings }];
  } catch (error) {
    if (!(error instanceof Error) || error instanceof CaxtonError) throw error;
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
