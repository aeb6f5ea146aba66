import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

const mode = 0o700;

/**
 * Makes a folder, readable by its owner only, and the folders above it that are missing. Node's own
 * `recursive` never returns below file systems that make no folders, such as /proc.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await makeOnce(path);
  }
}

/** Whoever made the folder meanwhile made it for us. */
async function makeOnce(path: string): Promise<void> {
  await mkdir(path, { mode }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
}
