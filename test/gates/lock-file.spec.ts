import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { repository } from './run-tool.js';

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

describe('package-lock.json', () => {
  it('knows the builds for every platform, without which npm ci refuses it (see .ci/complete-lock.mjs)', () => {
    const text = readFileSync(resolve(repository, 'package-lock.json'), 'utf8');
    const { packages } = JSON.parse(text) as LockFile;
    const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
      ),
    );
    expect(missing).toEqual([]);
  });
});
