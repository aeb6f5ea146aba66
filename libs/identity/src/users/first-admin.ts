import { createId, defaultWorkspace, type Caller, type Database } from '#platform';
import type { PasswordHashes } from '../passwords/password-hashes.js';
import { oneTimePassword } from '../passwords/random-text.js';
import { addUser, hasUsers } from './user.repository.js';

const username = 'admin';
const caller: Caller = { workspace: defaultWorkspace, principal: 'system' };

/**
 * Makes the user `admin` of a server that has no users: with the operator's password, or with one that is used once.
 * Gives the latter, to be printed; of processes that start at once one makes it.
 */
export async function createFirstAdmin(
  database: Database,
  hashes: PasswordHashes,
  password: string | undefined,
): Promise<string | undefined> {
  if (await database.read(caller, hasUsers)) return undefined;
  const once = password === undefined ? oneTimePassword() : undefined;
  const passwordHash = await hashes.hash(password ?? once ?? '');
  const admin = await database.transaction(caller, (tx) =>
    addUser(tx, {
      ...{ id: createId('usr'), username, passwordHash, roles: ['admin'], grants: {} },
      mustChangePassword: once !== undefined,
    }),
  );
  return admin === undefined ? undefined : once;
}
