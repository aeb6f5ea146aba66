import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const tail = (text, lines) => text.trimEnd().split('\n').slice(-lines).join('\n');

/** Runs a program to its end and returns what it wrote; throws with its last words when it fails. */
export function runCommand(command, args, options = {}) {
  return new Promise((settle, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let all = '';
    child.stdout.on('data', (chunk) => {
      stdout += chunk;
      all += chunk;
    });
    child.stderr.on('data', (chunk) => (all += chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) settle(stdout.trim());
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}:\n${tail(all, 20)}`));
    });
  });
}

/** The full path of a program on the PATH, or undefined. */
export function findProgram(name) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

/** Whether a file is there and may be run. */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
