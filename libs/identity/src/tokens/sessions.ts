import { ProtocolError, type LoginAnswer, type PasswordChange } from '#protocol';
import { defaultWorkspace, systemCaller, type Database, type Tx } from '#platform';
import type { KeyRing } from '#secrets';
import { addressGroup } from '../access/address-group.js';
import type { IdentityChanges } from '../access/identity-changes.js';
import type { Principal } from '../access/principal.js';
import { unauthorized } from '../access/unauthorized.js';
import type { AuditLog } from '../audit/audit-log.js';
import {
  forgetLoginFailures,
  freeFailures,
  noteLoginFailure,
  readLoginLock,
} from '../passwords/login-failure.repository.js';
import { markOfName } from '../passwords/claimed-name.js';
import type { PasswordHashes } from '../passwords/password-hashes.js';
import { Turnstile } from '../passwords/turnstile.js';
import {
  findUserById,
  findUserByName,
  holdUserById,
  noteUserLogin,
  saveUser,
  type KeptUser,
} from '../users/user.repository.js';
import type { AccessTokens } from './access-tokens.js';
import { holdActiveUser, holdChecked } from './hold-user.js';
import { revokeTokensOf } from './refresh-token.repository.js';
import type { Exchange, IssuedToken, RefreshTokens } from './refresh-tokens.js';

/**
 * Logins that are looked at together: each asks Postgres three times, and a flood of them must leave connections to
 * others. Who waits behind fifty would wait for a second.
 */
const [loginsAtOnce, loginsWaiting] = [3, 50];

/** Where a request about a session comes from. */
export interface Origin {
  readonly address: string;
  readonly requestId: string;
}

export interface SessionParts {
  readonly database: Database;
  readonly ring: KeyRing;
  readonly hashes: PasswordHashes;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly audit: AuditLog;
  readonly changes: IdentityChanges;
}

/** Logging in and out, and staying logged in. */
export class Sessions {
  private readonly logins = new Turnstile(loginsAtOnce, loginsWaiting);

  constructor(private readonly parts: SessionParts) {}

  /**
   * Thrown when name or password is wrong, in the same words and after the same work for both:
   * UNAUTHORIZED; after five wrong ones in a row, and when too many log in at the same time: RATE_LIMITED.
   */
  login(username: string, password: string, origin: Origin): Promise<LoginAnswer> {
    return this.logins.inTurn(() => this.check(username, password, origin));
  }

  private async check(username: string, password: string, origin: Origin): Promise<LoginAnswer> {
    const { database, hashes, ring } = this.parts;
    const name = username.toLowerCase();
    const mark = markOfName(ring, name);
    const subjects = [`name and address: ${mark} ${addressGroup(origin.address)}`];
    await this.refuseLocked(subjects);
    const user = await database.read(systemCaller, (tx) => findUserByName(tx, name));
    const isRight = await hashes.matches(password, user?.passwordHash);
    const begun =
      user !== undefined && isRight ? await this.begin(user, subjects, origin) : undefined;
    if (begun === undefined) {
      await this.refuse(user ?? `unknown-${mark}`, subjects, origin);
      throw unauthorized('The user name or the password is wrong', 'Check both and try again');
    }
    return this.answer(begun.user, begun.issued);
  }

  /**
   * A new access token and a new refresh token. Thrown when the one shown is not taken: UNAUTHORIZED. One that was
   * used before ends its login, because two have it.
   */
  async refresh(token: string, origin: Origin): Promise<LoginAnswer> {
    const found = await this.parts.database.transaction(systemCaller, (tx) =>
      this.exchange(tx, token, origin),
    );
    const { exchange, user } = found;
    if (exchange.outcome === 'reused' && user !== undefined)
      this.parts.changes.tellLogin(exchange.familyId, user.id);
    if (exchange.outcome === 'expired')
      throw unauthorized('The login has ended', 'Log in again at POST /api/v1/auth/login');
    if (!('next' in exchange) || user === undefined)
      throw unauthorized(
        'The refresh token is not valid',
        'Log in again at POST /api/v1/auth/login',
      );
    return this.answer(user, exchange.next);
  }

  /** Ends the login of a refresh token, and with it every access token that was given in it. */
  async logout(token: string, origin: Origin): Promise<void> {
    const { database, refreshTokens, changes } = this.parts;
    const ended = await database.transaction(systemCaller, async (tx) => {
      const owner = await refreshTokens.ownerOf(tx, token);
      const user = owner === undefined ? undefined : await holdUserById(tx, owner.id);
      if (user === undefined) return undefined;
      const familyId = await refreshTokens.revoke(tx, token);
      await this.write(tx, user, 'auth.logout', 'ok', origin);
      return { familyId, userId: user.id };
    });
    if (ended?.familyId !== undefined) changes.tellLogin(ended.familyId, ended.userId);
  }

  /** Ends every other login of the user, and their tokens. Gives a new login. */
  async changePassword(
    principal: Principal,
    { current_password: current, new_password: next }: PasswordChange,
    origin: Origin,
  ): Promise<LoginAnswer> {
    const { database, hashes, changes } = this.parts;
    const user = await database.read(systemCaller, (tx) => findUserById(tx, principal.id));
    if (user === undefined || principal.kind !== 'user')
      throw new ProtocolError('FORBIDDEN', 'Only users have a password', {
        suggestion: 'Log in as the user whose password is to change',
      });
    const subjects = [`password of ${user.id}`];
    await this.refuseLocked(subjects);
    if (!(await hashes.matches(current, user.passwordHash))) {
      await this.refuse(user, subjects, origin);
      throw wrongCurrent();
    }
    const passwordHash = await hashes.hash(next);
    const changed = await database.transaction(systemCaller, async (tx) => {
      if ((await holdChecked(tx, user)) === undefined) throw wrongCurrent();
      await forgetLoginFailures(tx, subjects);
      await revokeTokensOf(tx, user.id);
      const saved = await saveUser(tx, user.id, { passwordHash, mustChangePassword: false });
      await this.write(tx, user, 'auth.password', 'ok', origin);
      return { saved, issued: await this.parts.refreshTokens.issue(tx, user) };
    });
    changes.tellUser(user.id);
    return this.answer(changed.saved, changed.issued);
  }

  /** Nothing when the user may not log in any more, or with another password. */
  private begin(
    checked: KeptUser,
    subjects: readonly string[],
    origin: Origin,
  ): Promise<{ readonly user: KeptUser; readonly issued: IssuedToken } | undefined> {
    return this.parts.database.transaction(systemCaller, async (tx) => {
      const user = await holdChecked(tx, checked);
      if (user === undefined) return undefined;
      await forgetLoginFailures(tx, subjects);
      await noteUserLogin(tx, user.id);
      await this.write(tx, user, 'auth.login', 'ok', origin);
      return { user, issued: await this.parts.refreshTokens.issue(tx, user) };
    });
  }

  private async exchange(
    tx: Tx,
    token: string,
    origin: Origin,
  ): Promise<{ readonly exchange: Exchange; readonly user: KeptUser | undefined }> {
    const owner = await this.parts.refreshTokens.ownerOf(tx, token);
    const user = owner === undefined ? undefined : await holdActiveUser(tx, owner);
    if (user === undefined) return { exchange: { outcome: 'unknown' }, user };
    const exchange = await this.parts.refreshTokens.exchange(tx, token);
    if (exchange.outcome === 'reused')
      await this.write(tx, user, 'auth.refresh_reused', 'refused', origin);
    return { exchange, user };
  }

  private async refuseLocked(subjects: readonly string[]): Promise<void> {
    const seconds = await this.parts.database.read(systemCaller, (tx) =>
      readLoginLock(tx, subjects),
    );
    if (seconds === undefined) return;
    throw new ProtocolError('RATE_LIMITED', 'Too many wrong passwords in a row', {
      retry_after: seconds,
      limited: 'wrong_passwords',
      limit: freeFailures,
    });
  }

  private async refuse(
    user: KeptUser | string,
    subjects: readonly string[],
    origin: Origin,
  ): Promise<void> {
    await this.parts.database.transaction(systemCaller, async (tx) => {
      await noteLoginFailure(tx, subjects);
      await this.write(tx, user, 'auth.login', 'refused', origin);
    });
  }

  private write(
    tx: Tx,
    user: KeptUser | string,
    action: string,
    outcome: 'ok' | 'refused',
    { address, requestId }: Origin,
  ): Promise<void> {
    const isKnown = typeof user !== 'string';
    return this.parts.audit.recordIn(tx, {
      workspace: isKnown ? user.workspace : defaultWorkspace,
      actor: isKnown ? user.id : 'nobody',
      actorKind: isKnown ? 'user' : 'nobody',
      ...{ action, outcome, address, requestId },
      target: `user:${isKnown ? user.username : user}`,
    });
  }

  private async answer(
    user: KeptUser,
    { token: refreshToken, familyId }: IssuedToken,
  ): Promise<LoginAnswer> {
    const { tokens } = this.parts;
    return {
      token: await tokens.sign(user, familyId),
      expires_in: tokens.lifetime,
      refresh_token: refreshToken,
      ...(user.mustChangePassword ? { password_change_required: true } : {}),
    };
  }
}

function wrongCurrent(): ProtocolError {
  return unauthorized('The current password is wrong', 'Check current_password and try again');
}
