import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { repository } from './run-tool.js';

const read = (path: string): string => readFileSync(resolve(repository, path), 'utf8');

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
}

const { dependencies } = JSON.parse(read('package.json')) as {
  dependencies: Readonly<Record<string, string>>;
};
const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** May only become less; the goal is 40 (docs/dependencies.md says how). */
const most = 49;

const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/') + 13);

/** Whether a version is at least another; of a prerelease only its numbers count. */
function isAtLeast(version: string, least: string): boolean {
  const numbers = (text: string): number[] =>
    text.split(/[-+]/, 1)[0]?.split('.').map(Number) ?? [];
  const [have, need] = [numbers(version), numbers(least)];
  const differing = need.findIndex((number, index) => number !== have[index]);
  return differing === -1 || (have[differing] ?? 0) > (need[differing] ?? 0);
}

describe('the packages that a server is installed with', () => {
  it('have exact versions, and a reason each in docs/dependencies.md', () => {
    const rows = read('docs/dependencies.md').split('## Which')[1] ?? '';
    const reasons = [...rows.matchAll(/^\| `([^`]+)` +\| (\S.*?) +\|$/gm)];
    expect(reasons.map(([, name]) => name)).toEqual(Object.keys(dependencies).sort());
    expect(reasons.filter(([, , reason = '']) => reason.length < 8)).toEqual([]);
    expect(
      Object.entries(dependencies).filter(([, version]) => !/^\d[\d.]*$/.test(version)),
    ).toEqual([]);
  });

  it('do not become more', () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(most);
  });

  it('are none with a known hole: the lock file has no version below .ci/minimum-versions.json', () => {
    const { about, ...least } = JSON.parse(read('.ci/minimum-versions.json')) as Record<
      string,
      string
    >;
    expect(about).toContain('docs/dependencies.md');
    const below = Object.entries(packages).flatMap(([path, { version = '' }]) => {
      const need = least[nameOf(path)];
      return need === undefined || isAtLeast(version, need) ? [] : [`${path} ${version}`];
    });
    expect(below).toEqual([]);
    expect([isAtLeast('4.7.8', '4.7.9'), isAtLeast('4.10.0', '4.7.9')]).toEqual([false, true]);
  });

  it('come with the hash of what is installed, but for builds of other platforms', () => {
    const bare = Object.entries(packages).filter(
      ([path, { integrity, optional }]) =>
        path !== '' && integrity === undefined && optional !== true,
    );
    expect(bare).toEqual([]);
  });

  it('run no scripts when they are installed', () => {
    expect(read('.npmrc')).toMatch(/^ignore-scripts=true$/m);
    for (const file of ['.ci/run', 'docker/Dockerfile', '.ci/prepare/packages.mjs'])
      expect(read(file)).not.toMatch(/npm['", ]+ci(?!.*ignore-scripts)/);
  });

  it('are all named in the SBOM, and no others', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'caxton-sbom-')), 'sbom.json');
    execFileSync(process.execPath, ['.ci/sbom.mjs', file], { cwd: repository });
    const { components } = JSON.parse(readFileSync(file, 'utf8')) as {
      components: { name: string; version: string }[];
    };
    rmSync(dirname(file), { recursive: true });
    const named = new Set(components.map(({ name, version }) => `${name}@${version}`));
    const due = Object.entries(packages)
      .filter(([path, { dev, optional }]) => path !== '' && dev !== true && optional !== true)
      .map(([path, { version = '' }]) => `${nameOf(path)}@${version}`);
    expect(due.length).toBeGreaterThan(100);
    expect(due.filter((one) => !named.has(one))).toEqual([]);
    expect([...named].filter((name) => /^(?:jest|eslint|typescript-eslint)@/.test(name))).toEqual(
      [],
    );
  });
});
