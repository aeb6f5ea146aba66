import type { Env } from '#platform';
import { authModeOf } from '../open-identity.js';
import { error, ok, warning, type Finding } from './finding.js';

const makeOne =
  'Make a key with `openssl rand -base64 32`, and start every process with CAXTON_KEYS=k1:<that key>.';

/** Looks whether every process could open what another one has sealed. */
export function examineKeys(env: Env): Finding {
  if (env.CAXTON_KEYS !== undefined) return ok('keys', 'CAXTON_KEYS seals secrets.');
  if (env.CAXTON_DATABASE_URL === undefined) {
    return ok('keys', 'Secrets are sealed with a key that is kept in the data directory.');
  }
  if (authModeOf(env) === 'required') {
    return error(
      'keys',
      'CAXTON_KEYS is not set, although processes share a database and credentials are required: a start is refused.',
      makeOne,
    );
  }
  return warning(
    'keys',
    'CAXTON_KEYS is not set, although processes share a database: workers cannot open what an API has sealed.',
    makeOne,
  );
}
