import { CaxtonClient } from '#client';
import { chooseTarget, noProfiles, withProfile, type Profile } from '../profile/profile.js';
import { readProfiles, writeProfiles } from '../profile/profile-file.js';
import { checkUrl } from '../run/check-url.js';
import { CliError } from '../run/cli-error.js';
import type { Invocation } from '../run/invocation.js';
import { readSecret } from '../show/read-secret.js';
import { makeKey } from './make-key.js';

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
  checkUrl(url);
  const made =
    user === undefined
      ? { api_key: run.flags.apiKey ?? (await askKey()) }
      : await makeKey(url, { username: user, password: await readSecret('Password: ') }, scopes);
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
    'Make one with caxton key create, or log in with --user as an admin.',
  );
}

function checkWorkspace(wanted: string | undefined, is: string): void {
  if (wanted === undefined || wanted === is) return;
  throw new CliError('denied', `The credentials are of the workspace ${is}, not of ${wanted}.`);
}
