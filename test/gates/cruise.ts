import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

/** One broken boundary: the rule's name and the file that breaks it. */
export interface Violation {
  readonly from: string;
  readonly to: string;
  readonly rule: { readonly name: string; readonly severity: string };
}

/** What dependency-cruiser says about a tree, as far as the gates care. */
export interface Cruise {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly module: string; readonly resolved: string }[];
  }[];
  readonly summary: {
    readonly violations: readonly Violation[];
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string }[] };
  };
}

const repository = resolve(import.meta.dirname, '../..');
const cruiser = resolve(repository, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
const config = resolve(repository, '.dependency-cruiser.mjs');

/** Runs the boundary gate, with the repository's own rules, over a tree. */
export function cruise(root: string, parts: readonly string[]): Promise<Cruise> {
  const args = [cruiser, '--config', config, '--output-type', 'json', ...parts];
  return new Promise((settle, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        // A broken boundary is a non-zero exit with a report; only silence is a failure of the gate.
        if (stdout) settle(JSON.parse(stdout) as Cruise);
        else reject(error ?? new Error(stderr));
      },
    );
  });
}
