import { relative, resolve } from 'node:path';
import { repository, runTool } from './run-tool.js';

interface FileReport {
  readonly filePath: string;
  readonly messages: readonly { readonly ruleId: string | null; readonly message: string }[];
}

/** Which rules each file of a tree breaks, by its path; `null` is ESLint itself speaking. */
export type Faults = ReadonlyMap<string, readonly (string | null)[]>;

/** Runs the lint gate, with the repository's own rules, over a tree. */
export async function lint(root: string): Promise<Faults> {
  const args = ['--config', resolve(repository, 'eslint.config.mjs'), '--format', 'json', '.'];
  const reports = (await runTool('eslint/bin/eslint.js', args, root)) as readonly FileReport[];
  return new Map(
    reports.map(({ filePath, messages }) => [
      relative(root, filePath),
      messages.map(({ ruleId }) => ruleId),
    ]),
  );
}
