import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Obstacle, step } from './progress.mjs';
import { root, runQuietly } from './run-program.mjs';

const readPackages = (file) => {
  try {
    return JSON.parse(readFileSync(join(root, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/** Whether node_modules is what package-lock.json asks for; npm writes down what it installed. */
function isInstalled() {
  const wanted = readPackages('package-lock.json') ?? {};
  const installed = readPackages('node_modules/.package-lock.json');
  if (!installed) return false;
  const isRight = ([path, { version, optional }]) =>
    path === '' || (installed[path] ? installed[path].version === version : optional === true);
  return Object.entries(wanted).every(isRight);
}

/** Refuses a Node that the packages do not run on, in words rather than in a stack. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Obstacle(
    `Caxton needs Node.js 20.19 or newer; this is ${process.versions.node}. Get one from https://nodejs.org.`,
  );
}

/** Installs the packages, unless those of the lock file are there already. */
export async function installPackages() {
  if (isInstalled()) return;
  // None of our packages needs an install script, and what does not run cannot do harm.
  await step('Installing the packages (once, about a minute)', () =>
    runQuietly('npm', ['ci', '--ignore-scripts', '--no-fund', '--no-audit']),
  );
}
