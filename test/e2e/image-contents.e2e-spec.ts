import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packageRoot } from '#platform';
import { createEmptyDatabase } from '../support/databases.js';
import { copiedPaths, readDockerfile } from '../support/dockerfile.js';
import { createEmptyDataDir, ServerUnderTest } from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Locked {
  readonly dev?: boolean;
  readonly devOptional?: boolean;
}

/** The packages that `npm ci --omit=dev` installs, by the lock file. */
function productPackages(): string[] {
  const text = readFileSync(join(packageRoot(), 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as { packages: Record<string, Locked> };
  const isNested = (path: string): boolean => path.includes('/node_modules/');
  return Object.entries(packages)
    .filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true)
    .map(([path]) => path)
    .filter(
      (path) => path.startsWith('node_modules/') && !isNested(path) && isForThisMachine(path),
    );
}

/** Some packages are builds for other systems, locked and not installed. */
function isForThisMachine(path: string): boolean {
  return existsSync(join(packageRoot(), path));
}

/** Where hard links into the checkout may be possible: temporary files of tests can be kept in memory. */
const onDisk = existsSync('/var/tmp') ? '/var/tmp' : tmpdir();

/** As hard links where that is possible, which takes a tenth of the time; else as copies. */
function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  try {
    execFileSync('cp', ['-al', from, to], { stdio: 'ignore' });
  } catch {
    cpSync(from, to, { recursive: true });
  }
}

/** What an image holds: what docker/Dockerfile copies, the built product, packages without those of development. */
function unpackImage(): string {
  const folder = mkdtempSync(join(onDisk, 'caxton-image-'));
  const runtime = readDockerfile().find(({ name }) => name === 'runtime');
  const built = ['dist/apps', 'dist/libs', 'dist/program'];
  const copied = runtime === undefined ? [] : copiedPaths(runtime);
  for (const path of [...copied, ...built, ...productPackages()]) {
    place(join(packageRoot(), path), join(folder, path));
  }
  return folder;
}

describeWith(['postgres'], 'what an image holds', () => {
  let folder: string;

  beforeAll(() => {
    folder = unpackImage();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('is enough for a server of its own', async () => {
    const data = createEmptyDataDir();
    const settings = { CAXTON_DATA_DIR: data.path };
    const server = await ServerUnderTest.start({ folder, settings });
    const health = await fetch(`${server.url}/api/v1/health`);
    const example = await fetch(`${server.url}/examples/airline-passengers.csv`);
    const page = await fetch(`${server.url}/docs`);
    const ended = await server.process.stop();
    data.remove();
    expect([health.status, example.status, page.status]).toEqual([200, 200, 200]);
    expect(ended).toMatchObject({ code: 0 });
  });

  it('is enough for an API and a worker', async () => {
    const database = await createEmptyDatabase();
    const settings = { CAXTON_DATABASE_URL: database.url };
    const start = (command: readonly string[]): ReturnType<typeof ServerUnderTest.start> =>
      ServerUnderTest.start({ folder, settings, command });
    const api = await start(['server', 'start', '--api-only']);
    const worker = await start(['worker', 'start']);
    const { status } = await fetch(`${api.url}/api/v1/health`);
    const ends = [await worker.process.stop(), await api.process.stop()];
    await database.drop();
    expect(status).toBe(200);
    expect(ends).toMatchObject([{ code: 0 }, { code: 0 }]);
  });
});
