import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noProfiles, withProfile } from './profile.js';
import { readProfiles, writeProfiles } from './profile-file.js';

const kept = withProfile(noProfiles, { url: 'http://a', workspace: 'w', api_key: 'secret' });

describe('the file of logins', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'caxton-profile-'));
    path = join(folder, 'new', 'profiles.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is readable by its owner alone, and read back as it was written', async () => {
    await writeProfiles(path, noProfiles);
    await writeProfiles(path, kept);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'new'))).mode & 0o777).toBe(0o700);
    expect(await readProfiles(path)).toEqual(kept);
    expect(await readdir(join(folder, 'new'))).toEqual(['profiles.json']);
  });

  it('is not used while others may read it', async () => {
    await writeProfiles(path, kept);
    await chmod(path, 0o644);
    await expect(readProfiles(path)).rejects.toMatchObject({ remedy: `chmod 600 ${path}` });
  });

  it('is nothing when it is not there, and refused, without its content, when it is something else', async () => {
    expect(await readProfiles(path)).toEqual(noProfiles);
    const other = join(folder, 'other.json');
    await writeFile(other, '{"api_key":"secret"', { mode: 0o600 });
    const refusal = await readProfiles(other).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ ending: 'usage' });
    expect(String(refusal)).not.toContain('secret');
  });
});
