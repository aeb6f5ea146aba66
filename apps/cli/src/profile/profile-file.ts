import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CliError } from '../run/cli-error.js';
import { noProfiles, type Profiles } from './profile.js';

/** Where logins are kept when nothing is said. */
export const usualFile = (): string => join(homedir(), '.config', 'caxton', 'profiles.json');

/**
 * What is kept; nothing when there is no file. Thrown: a file that others may read holds no secrets any more, and
 * is not used until its owner has put that right.
 */
export async function readProfiles(path: string): Promise<Profiles> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return noProfiles;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw new CliError('usage', `${path} holds keys, and others may read it.`, `chmod 600 ${path}`);
  }
  return parse(await readFile(path, 'utf8'), path);
}

/** Keeps it for its owner alone. Of two that write at once, one wins; neither leaves half a file. */
export async function writeProfiles(path: string, profiles: Profiles): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const part = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(part, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    await rename(part, path);
  } finally {
    await rm(part, { force: true });
  }
}

function parse(text: string, path: string): Profiles {
  try {
    const { current, profiles } = JSON.parse(text) as Partial<Profiles>;
    if (Array.isArray(profiles)) return { current, profiles };
  } catch {
    // Told below, without what stands in the file.
  }
  throw new CliError(
    'usage',
    `${path} cannot be read as a file of logins.`,
    `Remove it, and log in again: rm ${path}`,
  );
}
