import type { Tx } from '#platform';
import type { Principal } from '../access/principal.js';
import { scopesOf } from '../access/role-scopes.js';
import { unauthorized } from '../access/unauthorized.js';
import { holdUserById } from '../users/user.repository.js';
import { holdKey } from './api-key.repository.js';

/**
 * Whoever makes a key, as they are now; until the transaction ends they are not removed, and the keys that they made
 * do not end. Thrown when they are gone: UNAUTHORIZED.
 */
export async function holdMaker(tx: Tx, by: Principal): Promise<Principal> {
  if (by.kind === 'user') {
    const user = await holdUserById(tx, by.id);
    if (user === undefined || user.disabledAt !== undefined) throw ended();
    return { ...by, scopes: scopesOf(user.roles), grants: user.grants };
  }
  if (by.kind === 'key') {
    const key = await holdKey(tx, by.id.replace(/^key-/, ''));
    if (key === undefined || key.revokedAt !== undefined) throw ended();
  }
  return by;
}

function ended(): Error {
  return unauthorized('The credentials have ended', 'Log in again at POST /api/v1/auth/login');
}
