import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claimName } from './claim.js';
import { DirectoryClaim } from './directory-claim.js';
import { findHolder } from './find-holder.js';
import { birthOf, placeOfProcesses } from './process-birth.js';

describe(findHolder, () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'caxton-holder-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const leave = async (name: string, secondsAgo = 0): Promise<void> => {
    const path = join(directory, 'claims', name);
    await mkdir(join(directory, 'claims'), { recursive: true });
    await writeFile(path, '');
    const then = new Date(Date.now() - secondsAgo * 1_000);
    await utimes(path, then, then);
  };

  it('finds the process that has the directory, until it lets go', async () => {
    const claim = await DirectoryClaim.take(directory, () => undefined);
    expect(await findHolder(directory)).toEqual({ pid: process.pid, isHere: true });
    await claim.release();
    expect(await findHolder(directory)).toBeUndefined();
  });

  it('leaves the claims of dead processes where they are, and finds nobody', async () => {
    const birth = `not${birthOf(process.pid) ?? ''}`;
    const name = claimName(1, 0, { pid: process.pid, birth, place: placeOfProcesses() });
    await leave(name);
    expect(await findHolder(directory)).toBeUndefined();
    expect(await readdir(join(directory, 'claims'))).toEqual([name]);
  });

  it.each([
    [3, { pid: 7, isHere: false }],
    [60, undefined],
  ])('judges a process elsewhere by its silence of %p seconds', async (silence, holder) => {
    await leave(claimName(1, 0, { pid: 7, birth: '1.abc', place: 'elsewhere' }), silence);
    expect(await findHolder(directory)).toEqual(holder);
  });

  it('finds nobody in a directory that is not there', async () => {
    expect(await findHolder(join(directory, 'none'))).toBeUndefined();
  });
});
