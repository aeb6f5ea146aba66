import { findProgram, isExecutable, runCommand } from './run-command.mjs';

/** A Python 3 that has aiohttp (Debian: python3-aiohttp), or undefined. */
export async function findPython() {
  const candidates = [findProgram('python3'), '/usr/bin/python3'];
  for (const path of new Set(candidates)) {
    if (!path || !isExecutable(path)) continue;
    const found = await runCommand(path, ['-c', 'import aiohttp']).then(
      () => path,
      () => undefined,
    );
    if (found) return found;
  }
  return undefined;
}
