import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder } from './make-folder.js';

describe(makeFolder, () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'caxton-folder-'));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('makes what is missing on the way, for its owner only', async () => {
    await makeFolder(join(root, 'a', 'b', 'c'));
    expect(statSync(join(root, 'a', 'b', 'c')).mode & 0o777).toBe(0o700);
  });

  it('is content with a folder that exists, also when several make it at once', async () => {
    const path = join(root, 'x', 'y');
    await Promise.all([makeFolder(path), makeFolder(path), makeFolder(path)]);
    await makeFolder(path);
    expect(existsSync(path)).toBe(true);
  });

  it('refuses a file in the place of a folder', async () => {
    writeFileSync(join(root, 'file'), '');
    await expect(makeFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
    await expect(makeFolder(join(root, 'file', 'below'))).rejects.toMatchObject({
      code: 'ENOTDIR',
    });
  });

  it('returns from places that make no folders', async () => {
    if (!existsSync('/proc/self')) return;
    await expect(makeFolder('/proc/caxton/data')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
