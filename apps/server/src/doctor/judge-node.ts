import { error, ok, type Finding } from './finding.js';

/** Of package.json, `engines`. */
const least = [20, 19] as const;

/** Whether this Node is new enough. @param version as `process.versions.node` has it */
export function judgeNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isEnough = major > least[0] || (major === least[0] && minor >= least[1]);
  if (isEnough) return ok('node', `Node ${version}`);
  return error(
    'node',
    `Node ${version} is too old.`,
    `Install Node ${least.join('.')} or newer: https://nodejs.org`,
  );
}
