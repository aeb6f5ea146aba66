import {
  systemCaller,
  type ChangeChannel,
  type Clock,
  type Database,
  type Logger,
} from '#platform';
import type { KeyRing } from '#secrets';
import { Authenticator, type AuthMode } from './access/authenticator.js';
import { IdentityChanges } from './access/identity-changes.js';
import { AuditLog } from './audit/audit-log.js';
import { ApiKeys, keyPrincipalId } from './keys/api-keys.js';
import { KeyBook } from './keys/key-book.js';
import { dropOldLoginFailures } from './passwords/login-failure.repository.js';
import { PasswordHashes } from './passwords/password-hashes.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { JwtKeys } from './tokens/jwt-keys.js';
import { dropExpiredTokens } from './tokens/refresh-token.repository.js';
import { RefreshTokens } from './tokens/refresh-tokens.js';
import { Sessions } from './tokens/sessions.js';
import { createFirstAdmin } from './users/first-admin.js';
import { Users } from './users/users.js';
import { Workspaces } from './workspaces/workspaces.js';

export interface IdentitySettings {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly channel: ChangeChannel;
  readonly clock: Clock;
  readonly log: Logger;
  readonly mode: AuthMode;
  /** How long an access token is taken. */
  readonly tokenLifetimeMs: number;
  /** How long a login can be refreshed. */
  readonly loginLifetimeMs: number;
}

/** Who may do what, opened over a database. */
export interface Identity {
  readonly authenticator: Authenticator;
  readonly sessions: Sessions;
  readonly users: Users;
  readonly workspaces: Workspaces;
  readonly keys: KeyBook;
  readonly audit: AuditLog;
  /** Why no token can be given or checked by this process, naming a key and showing none; nothing when they can. */
  findFault(): Promise<string | undefined>;
  /** Gives a password to be printed; `password`: the operator's, if there is one. */
  createFirstAdmin(password: string | undefined): Promise<string | undefined>;
  /** Tells of each principal, by id, whose credentials may have ended. Gives what ends the listening. */
  hearChanges(changed: (principalId: string) => void): () => void;
  close(): void;
}

export function openIdentity(settings: IdentitySettings): Identity {
  const { database, ring, channel, clock, log, mode } = settings;
  const changes = new IdentityChanges(channel);
  const hashes = new PasswordHashes();
  const audit = new AuditLog(database);
  const signing = new JwtKeys(database, ring, clock);
  const tokens = new AccessTokens(signing, Math.floor(settings.tokenLifetimeMs / 1_000));
  const apiKeys = new ApiKeys(database, ring, clock, log);
  const authenticator = new Authenticator({ mode, database, tokens, keys: apiKeys, clock });
  const close = changes.hear({
    user: (id) => {
      authenticator.forgetUser(id);
    },
    key: (id) => {
      apiKeys.forget(id);
    },
    login: (id) => {
      authenticator.forgetLogin(id);
    },
  });
  const users = new Users(database, hashes, changes, audit);
  const refreshTokens = new RefreshTokens(ring, settings.loginLifetimeMs);
  return {
    authenticator,
    sessions: new Sessions({ database, ring, hashes, tokens, refreshTokens, audit, changes }),
    users,
    workspaces: new Workspaces(database, users, changes),
    keys: new KeyBook({ database, ring, changes, clock }),
    audit,
    findFault: async () => (mode === 'off' ? undefined : signing.fault()),
    // Heard after what was known of them is forgotten: listeners are told in their order.
    hearChanges: (changed) =>
      changes.hear({
        user: changed,
        key: (id) => {
          changed(keyPrincipalId(id));
        },
        // Of a login its user is told, too.
        login: () => undefined,
      }),
    createFirstAdmin: (password) => createFirstAdmin(database, hashes, password),
    close,
  };
}

/** Drops logins that have ended and wrong passwords that are long past. Gives how many. For the sweeper. */
export async function dropEndedLogins(database: Database): Promise<number> {
  return database.read(
    systemCaller,
    async (tx) => (await dropExpiredTokens(tx)) + (await dropOldLoginFailures(tx)),
  );
}
