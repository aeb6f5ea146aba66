import { openIdentity, type AuthMode, type Identity } from '#identity';
import { type Env, type Platform } from '#platform';
import { openKeyRing, type KeyRing } from '#secrets';
import { requireKeys } from './needs-keys.errors.js';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/i;

/**
 * As the operator says; unset, whoever is on this machine needs no credentials and everybody else does. Behind a
 * proxy all requests seem to come from this machine.
 */
export function authModeOf(env: Env): AuthMode {
  const isLocal = loopback.test(env.CAXTON_HOST) && env.CAXTON_TRUST_PROXY.length === 0;
  return env.CAXTON_AUTH ?? (isLocal ? 'optional' : 'required');
}

interface OpenedIdentity {
  readonly identity: Identity;
  readonly ring: KeyRing;
  readonly firstPassword: string | undefined;
}

/** Who may do what on this server, what its secrets are sealed with, and the password of its first admin where one is to be printed. */
export async function openIdentityOf(
  env: Env,
  { database, events: channel, clock, log }: Platform,
): Promise<OpenedIdentity> {
  const mode = authModeOf(env);
  requireKeys(env, mode);
  const ring = await openKeyRing(env.CAXTON_KEYS, env.CAXTON_DATA_DIR);
  const identity = openIdentity({
    ...{ database, channel, clock, log, mode, ring },
    tokenLifetimeMs: env.CAXTON_TOKEN_LIFETIME,
    loginLifetimeMs: env.CAXTON_LOGIN_LIFETIME,
  });
  const firstPassword = await identity.createFirstAdmin(env.CAXTON_ADMIN_PASSWORD);
  return { identity, ring, firstPassword };
}
