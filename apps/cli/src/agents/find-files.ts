import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAgentFile } from '#agent-files';

/** Folders that hold no agents of ours. */
const passedOver = ['node_modules', 'dist'];

/** The agent files of a folder and those below it, in the order of their names; of a file, itself. */
export async function findAgentFiles(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = (await readdir(path, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const found = await Promise.all(
    entries.map(async (entry) => {
      const inside = join(path, entry.name);
      if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : findAgentFiles(inside);
      return entry.isFile() && isAgentFile(entry.name) ? [inside] : [];
    }),
  );
  return found.flat();
}

const isPassedOver = (name: string): boolean => name.startsWith('.') || passedOver.includes(name);
