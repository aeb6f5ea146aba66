import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const library = 'faketime/libfaketime.so.1';

/** The library that gives a process a wrong clock (Debian: faketime), or undefined. */
export function findFaketime() {
  if (!existsSync('/usr/lib')) return undefined;
  const folders = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  return folders.map((name) => join('/usr/lib', name, library)).find((path) => existsSync(path));
}
