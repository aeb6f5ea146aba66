import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Obstacle } from './progress.mjs';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

// npm is a script on Windows, and a script needs a shell there.
const shell = process.platform === 'win32';

/** Runs a program in the repository, its output shown as it comes, and returns its exit code. */
export function runProgram(command, args, { env, stdio = 'inherit' } = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      shell,
      stdio: ['ignore', stdio, stdio],
      env: { ...process.env, ...env },
    });
    child.on('error', reject);
    child.on('close', (code) => settle(code ?? 1));
  });
}

/** Runs a program quietly; when it fails, its output is what the person gets to see. */
export function runQuietly(command, args) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) settle();
      else reject(new Obstacle(`${command} ${args.join(' ')} failed:\n${output.trimEnd()}`));
    });
  });
}
