import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packageRoot } from '#platform';

const run = promisify(execFile);

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly workspaces?: readonly string[];
}

const read = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

describe('the package of npm run pack', () => {
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'caxton-packed-'));
    await run(process.execPath, ['.ci/pack.mjs'], { cwd: packageRoot() });
    const file = join(packageRoot(), `dist/caxton-${read(packageRoot()).version}.tgz`);
    await run('tar', ['-xzf', file, '-C', folder]);
    // What an installation would download; here it is what this clone has.
    symlinkSync(join(packageRoot(), 'node_modules'), join(folder, 'node_modules'));
  }, 120_000);
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('names every package that the server and its workspaces name', () => {
    const clone = read(packageRoot());
    const lists = ['.', ...(clone.workspaces ?? [])].map((part) => read(join(packageRoot(), part)));
    const all = Object.assign({}, ...lists.map(({ dependencies }) => dependencies)) as object;
    expect(read(join(folder, 'package')).dependencies).toEqual(all);
  });

  it('has the command line, which needs nothing of the clone', async () => {
    const { bin, version } = read(join(folder, 'package'));
    const program = join(folder, 'package', bin['caxton'] ?? '');
    const caxton = async (...command: string[]): Promise<string> =>
      (await run(process.execPath, [program, ...command], { cwd: folder })).stdout;
    expect(await caxton('--version')).toBe(`${version}\n`);
    expect(JSON.parse(await caxton('config', 'show', '--json'))).toHaveProperty('settings');
  });
});
