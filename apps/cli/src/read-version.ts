import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The version in the package.json above this file. Read here rather than asked of the platform, whose
 * front door loads a database driver: `caxton --version` should not wait for that.
 */
export function readVersion(from: string = fileURLToPath(import.meta.url)): string {
  const file = join(dirname(from), 'package.json');
  if (!existsSync(file)) return readVersion(dirname(from));
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
