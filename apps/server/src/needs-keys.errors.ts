import type { AuthMode } from '#identity';
import type { Env } from '#platform';

/**
 * Thrown when processes that require credentials share a database, and this one would make keys of its own: what one
 * sealed, another could not open. Remedy: set CAXTON_KEYS to the same text for all of them.
 */
export class NeedsKeys extends Error {
  constructor() {
    super(
      'CAXTON_KEYS must be set where CAXTON_DATABASE_URL is and credentials are required: every process has to open what ' +
        'another one sealed.\nMake a key with `openssl rand -base64 32` and start all of them with CAXTON_KEYS=k1:<that key>.',
    );
    this.name = 'NeedsKeys';
  }
}

/** @throws {NeedsKeys} */
export function requireKeys(env: Env, mode: AuthMode): void {
  const isShared = env.CAXTON_DATABASE_URL !== undefined;
  if (isShared && mode === 'required' && env.CAXTON_KEYS === undefined) throw new NeedsKeys();
}
