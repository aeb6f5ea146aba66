import { hostname } from 'node:os';
import { CaxtonClient, type BodyOf } from '#client';
import { chooseTarget, noProfiles, withProfile, type Profile } from '../profile/profile.js';
import { readProfiles, writeProfiles } from '../profile/profile-file.js';
import { CliError } from '../run/cli-error.js';
import { readNames } from '../run/arguments.js';
import type { Invocation } from '../run/invocation.js';
import { readSecret } from '../show/read-secret.js';

interface LoginFlags {
  readonly user?: string;
  readonly scopes?: string;
}

/** Keeps credentials, once the server has said that they are good. */
export async function login(run: Invocation): Promise<undefined> {
  const { user, scopes } = run.flags as LoginFlags;
  // What is kept is only asked where the server is: the credentials are new ones.
  const kept = await readProfiles(run.profileFile);
  const { url: keptUrl } = chooseTarget(kept, { url: run.flags.url });
  const { url } = chooseTarget(noProfiles, { url: run.flags.url ?? keptUrl });
  const made =
    user === undefined
      ? { api_key: run.flags.apiKey ?? (await askKey()) }
      : await makeKey(url, user, scopes);
  const { workspace, name } = await new CaxtonClient(url, { apiKey: made.api_key }).auth.me();
  checkWorkspace(run.flags.workspace, workspace);
  const profile: Profile = { url, workspace, ...made };
  await writeProfiles(run.profileFile, withProfile(kept, profile));
  run.terminal.show(
    { url, workspace, name, file: run.profileFile },
    () => `Logged in at ${url} as ${name}, workspace ${workspace}.\n`,
  );
}

async function askKey(): Promise<string> {
  const key = await readSecret('API key: ');
  if (key !== '') return key;
  throw new CliError(
    'usage',
    'No key was given.',
    'Make one with caxton key create, or log in with --user.',
  );
}

/** A key of its own for this machine: it ends with its user, and can be revoked alone. */
async function makeKey(
  url: string,
  username: string,
  scopes: string | undefined,
): Promise<Pick<Profile, 'api_key' | 'key_id'>> {
  const password = await readSecret('Password: ');
  const { token, password_change_required: mustChange } = await new CaxtonClient(url).auth.login({
    ...{ username, password },
  });
  if (mustChange === true) {
    throw new CliError(
      'denied',
      'The password was for one time; it must be changed first.',
      'Change it with POST /api/v1/auth/password (docs/security.md), then log in again.',
    );
  }
  const client = new CaxtonClient(url, { token });
  const wanted = scopes === undefined ? (await client.auth.me()).scopes : readNames(scopes);
  const body = { name: `cli ${hostname()}`.slice(0, 64), scopes: wanted } as BodyOf<'createKey'>;
  const { key, key_id } = await client.keys.create(body);
  if (key === undefined) throw new Error('The server made a key and did not tell it.');
  return { api_key: key, key_id };
}

function checkWorkspace(wanted: string | undefined, is: string): void {
  if (wanted === undefined || wanted === is) return;
  throw new CliError('denied', `The credentials are of the workspace ${is}, not of ${wanted}.`);
}
