import { chmodSync, copyFileSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runCommand } from './run-command.mjs';

/**
 * The same Postgres without pgvector, in a folder: Postgres finds its files from where its program lies, so a copy of
 * the program beside links to everything but the extension is a server that has never heard of it.
 */
export async function leaveOutVector(installation, folder) {
  const [share, libraries] = (
    await runCommand(installation.pgConfig, ['--sharedir', '--pkglibdir'])
  ).split('\n');
  const bin = join(folder, installation.bin);
  mkdirSync(bin, { recursive: true });
  for (const program of ['postgres', 'initdb'])
    copyFileSync(join(installation.bin, program), join(bin, program));
  mkdirSync(dirname(join(folder, libraries)), { recursive: true });
  symlinkSync(libraries, join(folder, libraries));
  const kept = (path) => !/vector/.test(path);
  linkAll(share, join(folder, share), (name) => name !== 'extension');
  linkAll(join(share, 'extension'), join(folder, share, 'extension'), kept);
  // Postgres runs as another user.
  chmodSync(folder, 0o755);
  return { ...installation, bin, hasVector: false };
}

function linkAll(from, to, isWanted) {
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from).filter(isWanted))
    symlinkSync(join(from, name), join(to, name));
}
