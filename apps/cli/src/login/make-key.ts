import { hostname } from 'node:os';
import { CaxtonClient, type BodyOf } from '#client';
import type { Profile } from '../profile/profile.js';
import { readNames } from '../run/arguments.js';
import { CliError } from '../run/cli-error.js';

type LoginBody = BodyOf<'login'>;

/**
 * A key of its own for this machine: it ends with its user, and can be revoked alone.
 * @throws {CliError} the password has to be changed first, or the user may make no keys
 */
export async function makeKey(
  url: string,
  { username, password }: LoginBody,
  scopes: string | undefined,
): Promise<Pick<Profile, 'api_key' | 'key_id'>> {
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
  const { scopes: own } = await client.auth.me();
  if (!own.includes('keys:write')) throw makesNoKeys(username);
  const wanted = scopes === undefined ? own : readNames(scopes);
  const body = { name: `cli ${hostname()}`.slice(0, 64), scopes: wanted } as BodyOf<'createKey'>;
  const { key, key_id } = await client.keys.create(body);
  if (key === undefined) throw new Error('The server made a key and did not tell it.');
  return { api_key: key, key_id };
}

const makesNoKeys = (username: string): CliError =>
  new CliError(
    'denied',
    `A login with a password makes a key, and ${username} may make none: only admins may (keys:write).`,
    'Ask an admin for a key (caxton key create NAME --scopes …), and log in with it: caxton login, without --user.',
  );
