import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** File contents by path, relative to the root of the tree. */
export type Files = Readonly<Record<string, string>>;

/** Writes files into a new temporary directory and returns its path. */
export async function plantTree(files: Files): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'caxton-gates-'));
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
  return root;
}

/** Removes a planted tree. */
export async function fellTree(root: string): Promise<void> {
  await rm(root, { recursive: true, force: true });
}
