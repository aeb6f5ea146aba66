import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataDirectoryInUse } from '../embedded.errors.js';
import { claimName } from './claim.js';
import { DirectoryClaim } from './directory-claim.js';
import { birthOf, placeOfProcesses } from './process-birth.js';

const compiled = new URL(
  '../../../../dist/libs/embedded/src/directory/directory-claim.js',
  import.meta.url,
).href;

/** Claims, says how it went, and holds on until it is killed. */
const claimant = (directory: string): string => `
  import { DirectoryClaim } from ${JSON.stringify(compiled)};
  process.stdin.once('data', async () => {
    await DirectoryClaim.take(${JSON.stringify(directory)}, () => {}).then(
      () => console.log('mine'),
      (error) => console.log(error.code));
  });
  console.log('waiting');`;

interface Claimant {
  next(): Promise<string>;
  go(): void;
  kill(): Promise<void>;
}

function startClaimant(directory: string): Claimant {
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  const child = spawn(process.execPath, ['--input-type=module', '-e', claimant(directory)], {
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  return {
    next: async () => String(((await once(child.stdout, 'data')) as Buffer[])[0]).trim(),
    go: () => child.stdin.write('go\n'),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

const nobody = (): void => undefined;

describe(DirectoryClaim, () => {
  let directory: string;
  const here = placeOfProcesses();
  const me = { pid: process.pid, birth: birthOf(process.pid) ?? '0', place: here };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'caxton-claim-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  const leaveClaim = async (name: string, secondsAgo = 0): Promise<void> => {
    await mkdir(join(directory, 'claims'), { recursive: true });
    await writeFile(join(directory, 'claims', name), '');
    const then = new Date(Date.now() - secondsAgo * 1_000);
    await utimes(join(directory, 'claims', name), then, then);
  };

  it('is one process’s at a time, and the next one’s when it lets go', async () => {
    const first = await DirectoryClaim.take(directory, nobody);
    await expect(DirectoryClaim.take(directory, nobody)).rejects.toThrow(DataDirectoryInUse);
    await first.release();
    const second = await DirectoryClaim.take(directory, nobody);
    await second.release();

    expect(await readdir(join(directory, 'claims'))).toEqual([]);
  });

  it('goes to exactly one of many that start at once over the claim of a killed one', async () => {
    const killed = startClaimant(directory);
    await killed.next();
    killed.go();
    expect(await killed.next()).toBe('mine');
    await killed.kill();

    const claimants = Array.from({ length: 6 }, () => startClaimant(directory));
    await Promise.all(claimants.map((claimant) => claimant.next()));
    for (const claimant of claimants) claimant.go();
    const outcomes = await Promise.all(claimants.map((claimant) => claimant.next()));
    await Promise.all(claimants.map((claimant) => claimant.kill()));

    expect(outcomes.sort()).toEqual([
      ...Array.from({ length: 5 }, () => 'DATA_DIRECTORY_IN_USE'),
      'mine',
    ]);
  });

  it('passes over a dead process whose number another has by now', async () => {
    await leaveClaim(claimName(1, 0, { ...me, birth: `not${me.birth}` }));

    const claim = await DirectoryClaim.take(directory, nobody);

    expect(await readdir(join(directory, 'claims'))).toHaveLength(1);
    await claim.release();
  });

  it('respects a process of another container that shows that it lives', async () => {
    const name = claimName(1, 0, { pid: 1, birth: '1.abc', place: 'elsewhere' });
    await leaveClaim(name, 5);
    const showing = setInterval(() => void leaveClaim(name), 100);

    const refusal = await DirectoryClaim.take(directory, nobody).catch((error: unknown) => error);
    clearInterval(showing);

    expect(refusal).toBeInstanceOf(DataDirectoryInUse);
    expect(String(refusal)).toMatch(/process 1 of another container or machine/);
  });

  it('passes over a process of another container that has long been silent', async () => {
    await leaveClaim(claimName(1, 0, { pid: 1, birth: '1.abc', place: 'elsewhere' }), 60);

    const claim = await DirectoryClaim.take(directory, nobody);

    await expect(claim.release()).resolves.toBeUndefined();
  });

  it('tells who holds it when it is taken away', async () => {
    const lost = new Promise<Error>((resolve) => {
      void DirectoryClaim.take(directory, resolve).then(() =>
        rm(join(directory, 'claims'), { recursive: true }),
      );
    });

    expect(String(await lost)).toContain('ENOENT');
  });
});

describe(birthOf, () => {
  it('tells one process from another', () => {
    expect(birthOf(process.pid)).toBe(birthOf(process.pid));
    expect(birthOf(process.pid)).not.toBe(birthOf(1));
  });

  it('knows that a process is no more', async () => {
    const child = spawn('true');
    await once(child, 'exit');

    expect(birthOf(child.pid ?? 0)).toBeUndefined();
  });
});
