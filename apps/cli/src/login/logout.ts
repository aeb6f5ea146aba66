import { CaxtonClient } from '#client';
import { findProfile, withoutProfile, type Profile } from '../profile/profile.js';
import { readProfiles, writeProfiles } from '../profile/profile-file.js';
import { CliError } from '../run/cli-error.js';
import type { Invocation } from '../run/invocation.js';

/** Forgets credentials. A key that cannot be revoked is forgotten all the same, and that is said. */
export async function logout(run: Invocation): Promise<undefined> {
  const kept = await readProfiles(run.profileFile);
  const { url, workspace } = run.flags;
  const profile = findProfile(kept, { url, workspace });
  if (profile === undefined) throw new CliError('missing', 'There is no such login.');
  await writeProfiles(run.profileFile, withoutProfile(kept, profile));
  const isRevoked = await revoke(profile);
  run.terminal.show(
    { url: profile.url, workspace: profile.workspace, revoked: isRevoked },
    () => `Logged out of ${profile.url}, workspace ${profile.workspace}.\n`,
  );
  if (profile.key_id !== undefined && !isRevoked) {
    run.terminal.note(
      `The key ${profile.key_id} could not be revoked: caxton key revoke ${profile.key_id}`,
    );
  }
}

async function revoke({ url, api_key: apiKey, key_id: id }: Profile): Promise<boolean> {
  if (id === undefined) return false;
  return new CaxtonClient(url, { apiKey }).keys.revoke(id).then(
    () => true,
    () => false,
  );
}
