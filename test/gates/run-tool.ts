import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** The root of the real repository, whose rules and tools are under test. */
export const repository = resolve(import.meta.dirname, '../..');

/**
 * Runs one of the repository's own tools in a scratch tree and returns its JSON report. A broken rule is a
 * non-zero exit with a report; only silence is a failure of the tool.
 */
export function runTool(tool: string, args: readonly string[], cwd: string): Promise<unknown> {
  const script = resolve(repository, 'node_modules', tool);
  return new Promise((settle, reject) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout) settle(JSON.parse(stdout));
        else reject(error ?? new Error(stderr));
      },
    );
  });
}
