import type { ProtocolError } from '#protocol';
import { systemCaller, type Clock, type Database } from '#platform';
import type { ApiKeys } from '../keys/api-keys.js';
import type { AccessTokens, TokenClaims } from '../tokens/access-tokens.js';
import { isFamilyOpen } from '../tokens/refresh-token.repository.js';
import { findPresentUser, type KeptUser } from '../users/user.repository.js';
import { localPrincipal, type Principal } from './principal.js';
import { RecentlyKnown } from './recently-known.js';
import { scopesOf } from './role-scopes.js';
import { unauthorized } from './unauthorized.js';

/** `optional`: who shows nothing is the local developer; `off`: everybody is, whatever they show. */
export type AuthMode = 'required' | 'optional' | 'off';

/** What a request shows of its sender. */
export interface Shown {
  readonly authorization: string | undefined;
  readonly apiKey: string | undefined;
  /** Where the request comes from. */
  readonly address: string;
}

export interface AuthenticatorParts {
  readonly mode: AuthMode;
  readonly database: Database;
  readonly tokens: AccessTokens;
  readonly keys: ApiKeys;
  readonly clock: Clock;
}

/** Tells who sent a request. */
export class Authenticator {
  private readonly users: RecentlyKnown<KeptUser | undefined>;
  /** Whether a login goes on, by its id. */
  private readonly logins: RecentlyKnown<boolean>;

  constructor(private readonly parts: AuthenticatorParts) {
    this.users = new RecentlyKnown(parts.clock, (id) =>
      parts.database.read(systemCaller, (tx) => findPresentUser(tx, id)),
    );
    this.logins = new RecentlyKnown(parts.clock, (id) =>
      parts.database.read(systemCaller, (tx) => isFamilyOpen(tx, id)),
    );
  }

  get mode(): AuthMode {
    return this.parts.mode;
  }

  /** The local developer, for whom nothing is looked up; nothing where somebody has to say who they are, or does. */
  recognize({ authorization, apiKey }: Shown): Principal | undefined {
    const saysNothing = authorization === undefined && apiKey === undefined;
    const isLocal = this.mode === 'off' || (this.mode === 'optional' && saysNothing);
    return isLocal ? localPrincipal : undefined;
  }

  /** Thrown when what is shown is not taken, or nothing is and something has to be: UNAUTHORIZED. */
  async identify(shown: Shown): Promise<Principal> {
    const { authorization, apiKey, address } = shown;
    const local = this.recognize(shown);
    if (local !== undefined) return local;
    if (authorization !== undefined && apiKey !== undefined)
      throw unauthorized('Both Authorization and X-API-Key were sent', 'Send one of them');
    if (apiKey !== undefined) return this.parts.keys.identify(apiKey, address);
    if (authorization !== undefined) return this.identifyBearer(authorization, address);
    throw unauthorized(
      'Credentials are required',
      'Send Authorization: Bearer <token> from POST /api/v1/auth/login, or X-API-Key: <key>',
    );
  }

  /** A user has changed: what was known of them is not used again. */
  forgetUser(id: string): void {
    this.users.forget(id);
  }

  /** A login has ended: its tokens are not taken again. */
  forgetLogin(id: string): void {
    this.logins.forget(id);
  }

  private async identifyBearer(authorization: string, address: string): Promise<Principal> {
    const [, bearer] = /^Bearer +([^\s,]+) *$/i.exec(authorization) ?? [];
    if (bearer === undefined)
      throw unauthorized(
        'Authorization is not a bearer token',
        'Send Authorization: Bearer <token>',
      );
    if (bearer.startsWith('cxk_')) return this.parts.keys.identify(bearer, address);
    const claims = await this.parts.tokens.read(bearer);
    if (claims === 'expired')
      throw unauthorized('The token has expired', 'Get a new one at POST /api/v1/auth/refresh');
    if (claims === 'invalid') throw refused();
    const [user, isOpen] = await Promise.all([
      this.users.get(claims.userId),
      claims.login === undefined || this.logins.get(claims.login),
    ]);
    if (!isOpen || user === undefined || !isCurrent(user, claims)) throw refused();
    return principalOf(user);
  }
}

/** Roles, grants and password have not changed since the token was given. */
function isCurrent({ disabledAt, tokenVersion }: KeptUser, { version }: TokenClaims): boolean {
  return disabledAt === undefined && tokenVersion === version;
}

/** What a user may do. */
function principalOf(user: KeptUser): Principal {
  return {
    ...{ kind: 'user', id: user.id, name: user.username, workspace: user.workspace },
    ...{ roles: user.roles, scopes: scopesOf(user.roles), grants: user.grants },
    mustChangePassword: user.mustChangePassword,
  };
}

function refused(): ProtocolError {
  return unauthorized('The token is not valid', 'Get a new one at POST /api/v1/auth/login');
}
