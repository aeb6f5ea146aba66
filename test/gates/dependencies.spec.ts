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
  /** A workspace: a package of ours, in its place below node_modules. */
  readonly link?: boolean;
}

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly workspaces?: readonly string[];
}

const manifestOf = (folder: string): Manifest =>
  JSON.parse(read(join(folder, 'package.json'))) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** Each package.json with its part of docs/dependencies.md and the most that it may name. */
const lists = [
  { folder: '.', title: 'What every process needs', most: 40 },
  { folder: 'libs/agent-files', title: 'What agent files need', most: 2 },
  { folder: 'libs/client', title: 'What the client needs', most: 0 },
  { folder: 'libs/documents', title: 'What documents need', most: 10 },
  { folder: 'libs/tracing', title: 'What traces need', most: 6 },
] as const;

/** Whether a place in the lock file is that of a package we did not write. */
const isOfOthers = (path: string): boolean =>
  path.includes('node_modules/') && packages[path]?.link !== true;
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
  it.each(lists)('of $folder have exact versions, and a reason each', ({ folder, title }) => {
    const { dependencies } = manifestOf(folder);
    const part = read('docs/dependencies.md').split(`\n### ${title}\n`)[1]?.split('\n#')[0] ?? '';
    const reasons = [...part.matchAll(/^\| `([^`]+)` +\| (\S.*?) +\|$/gm)];
    expect(reasons.map(([, name]) => name)).toEqual(Object.keys(dependencies).sort());
    expect(reasons.filter(([, , reason = '']) => reason.length < 8)).toEqual([]);
    expect(
      Object.entries(dependencies).filter(([, version]) => !/^\d[\d.]*$/.test(version)),
    ).toEqual([]);
  });

  it.each(lists)('of $folder are $most at most, as the page says', ({ folder, title, most }) => {
    const count = Object.keys(manifestOf(folder).dependencies).length;
    expect(count).toBeLessThanOrEqual(most);
    const told = read('docs/dependencies.md').match(/^\| [^|]+ \| +\d+ +\| +\d+ +\|$/gm) ?? [];
    const cells = told.map((row) => row.split('|').map((cell) => cell.trim()));
    expect(cells).toContainEqual(['', title, String(count), String(most), '']);
  });

  it('are counted in every package of this repository, each in one of them', () => {
    const folders = manifestOf('.').workspaces ?? [];
    expect(['.', ...folders]).toEqual(lists.map(({ folder }) => folder));
    const names = lists.flatMap(({ folder }) => Object.keys(manifestOf(folder).dependencies));
    expect(names).toHaveLength(new Set(names).size);
  });

  it('stand at the top, where the compiled libs find them', () => {
    const nested = Object.keys(packages).filter((path) => /^libs\/.*node_modules\//.test(path));
    expect(nested).toEqual([]);
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
        isOfOthers(path) && integrity === undefined && optional !== true,
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
      .filter(([path, { dev, optional }]) => isOfOthers(path) && dev !== true && optional !== true)
      .map(([path, { version = '' }]) => `${nameOf(path)}@${version}`);
    expect(due.length).toBeGreaterThan(100);
    expect(due.filter((one) => !named.has(one))).toEqual([]);
    expect([...named].filter((name) => /^(?:jest|eslint|typescript-eslint)@/.test(name))).toEqual(
      [],
    );
  });
});
