import { mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { findHolder } from '#embedded';
import { error, ok, warning, type Finding } from './finding.js';

/** Looks whether the data directory can be had and written. Leaves nothing behind. */
export async function examineDirectory(
  dataDir: string,
  { isServed, isDatabase }: { readonly isServed: boolean; readonly isDatabase: boolean },
): Promise<Finding[]> {
  const path = resolve(dataDir);
  const fault = await findWriteFault(path);
  if (fault !== undefined) {
    return [
      error(
        'data-directory',
        `The data directory ${path} cannot be written: ${fault}`,
        'Give it to the user that runs Caxton (chown), or set CAXTON_DATA_DIR to a directory that can be written.',
      ),
    ];
  }
  const holder = isDatabase ? await findHolder(path) : undefined;
  if (holder === undefined) return [ok('data-directory', `${path} can be written.`)];
  const who = `process ${String(holder.pid)}${holder.isHere ? '' : ' of another container or machine'}`;
  const told = isServed ? warning : error;
  return [
    told(
      'data-directory',
      `The data directory ${path} is in use by ${who}.`,
      'Stop that server first, or set CAXTON_DATA_DIR to another directory.',
    ),
  ];
}

/** What stands in the way of writing there: tried, because rights alone do not tell. */
async function findWriteFault(path: string): Promise<string | undefined> {
  try {
    await rmdir(await mkdtemp(join(await nearestFolder(path), '.caxton-doctor-')));
    return undefined;
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure);
  }
}

/** The folder itself, or the first above it that is there. Thrown when that is none. */
async function nearestFolder(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined && dirname(path) !== path) return nearestFolder(dirname(path));
  if (found?.isDirectory() !== true) throw new Error(`${path} is no folder`);
  return path;
}
