import { resolve } from 'node:path';
import { repository, runTool } from './run-tool.js';

/** One broken boundary: the rule's name and the file that breaks it. */
interface Violation {
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

/** Runs the boundary gate, with the repository's own rules, over a tree. */
export async function cruise(root: string, parts: readonly string[]): Promise<Cruise> {
  const config = resolve(repository, '.dependency-cruiser.mjs');
  const args = ['--config', config, '--output-type', 'json', ...parts];
  return (await runTool('dependency-cruiser/bin/dependency-cruise.mjs', args, root)) as Cruise;
}
