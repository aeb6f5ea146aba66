import { ProtocolError, type UserChange, type UserCreation, type UserView } from '#protocol';
import { createId, type Caller, type Database, type Tx } from '#platform';
import type { IdentityChanges } from '../access/identity-changes.js';
import type { Principal } from '../access/principal.js';
import { callerOf } from '../access/principal.js';
import { refuseMore, type Might } from '../access/refuse-more.js';
import { scopesOf } from '../access/role-scopes.js';
import type { AuditLog } from '../audit/audit-log.js';
import { holdMaker } from '../keys/hold-maker.js';
import { endKeysMadeBy, type EndOfKeys } from '../keys/made-keys.js';
import type { PasswordHashes } from '../passwords/password-hashes.js';
import { oneTimePassword } from '../passwords/random-text.js';
import { revokeTokensOf } from '../tokens/refresh-token.repository.js';
import { refuseRemoved } from '../workspaces/refuse-removed.js';
import {
  addUser,
  dropUser,
  hasOtherAdmins,
  holdUser,
  readUsers,
  saveUser,
  type ChangeOfUser,
  type KeptUser,
} from './user.repository.js';

/** The people of a workspace. Nobody gives more than they have themselves. */
export class Users {
  constructor(
    private readonly database: Database,
    private readonly hashes: PasswordHashes,
    private readonly changes: IdentityChanges,
    private readonly audit: AuditLog,
  ) {}

  async list(caller: Caller): Promise<UserView[]> {
    return (await this.database.read(caller, readUsers)).map((user) => viewOf(user));
  }

  /** Thrown when nobody of the workspace has the name: USER_NOT_FOUND. */
  async get(caller: Caller, username: string): Promise<UserView> {
    const user = await this.database.read(caller, (tx) => holdUser(tx, username));
    return viewOf(user ?? missing(username));
  }

  /** Thrown when the name is taken: USER_ALREADY_EXISTS; when whoever makes it is gone meanwhile: UNAUTHORIZED. */
  async create(by: Principal, creation: UserCreation): Promise<UserView> {
    const keep = await this.prepare(by, creation);
    return this.database.transaction(callerOf(by), async (tx) => {
      const made = await keep(tx);
      // Credentials may be some seconds old, and hashing takes its time: meant is what they may do now.
      const { roles, grants = {} } = creation;
      refuseMore(await holdMaker(tx, by), mightOf({ roles, grants }));
      return made;
    });
  }

  /** Does all that takes its time before a transaction; what it gives is done in one, in the workspace of its caller. */
  async prepare(by: Principal, creation: UserCreation): Promise<(tx: Tx) => Promise<UserView>> {
    const { username, roles, grants = {} } = creation;
    refuseMore(by, mightOf({ roles, grants }));
    const once = creation.password === undefined ? oneTimePassword() : undefined;
    const passwordHash = await this.hashes.hash(creation.password ?? once ?? '');
    return async (tx) => {
      await refuseRemoved(tx);
      const user = await addUser(tx, {
        ...{ id: createId('usr'), username, passwordHash, roles, grants },
        mustChangePassword: once !== undefined,
      });
      return viewOf(user ?? taken(username), once);
    };
  }

  /** Only by whoever may do what the user may, before and after. Ends the user's tokens and logins. */
  async change(by: Principal, username: string, change: UserChange): Promise<UserView> {
    const { roles, grants, disabled, reset_password: isReset } = change;
    const once = isReset === true ? oneTimePassword() : undefined;
    const passwordHash = once === undefined ? undefined : await this.hashes.hash(once);
    const { changed, ended } = await this.database.transaction(callerOf(by), async (tx) => {
      const user = (await holdUser(tx, username)) ?? missing(username);
      refuseMore(by, mightOf(user));
      refuseMore(by, mightOf({ ...user, ...(roles && { roles }), ...(grants && { grants }) }));
      if (disabled === true || roles?.includes('admin') === false) await this.keepAnAdmin(tx, user);
      await revokeTokensOf(tx, user.id);
      const asked: ChangeOfUser = { roles, grants, isDisabled: disabled, passwordHash };
      const saved = await saveUser(tx, user.id, {
        ...asked,
        ...(once === undefined ? {} : { mustChangePassword: true }),
      });
      return { changed: saved, ended: await this.endKeysOf(tx, by, saved) };
    });
    this.tell(changed.id, ended);
    return viewOf(changed, once);
  }

  async remove(by: Principal, username: string): Promise<void> {
    const { id, ended } = await this.database.transaction(callerOf(by), async (tx) => {
      const user = (await holdUser(tx, username)) ?? missing(username);
      refuseMore(by, mightOf(user));
      await this.keepAnAdmin(tx, user);
      await dropUser(tx, user.id);
      const end = { maker: user.id, left: undefined, why: 'maker removed' } as const;
      return { id: user.id, ended: await endKeysMadeBy(tx, this.audit, by, end) };
    });
    this.tell(id, ended);
  }

  /** Those of their keys that may do more than they may now. */
  private endKeysOf(tx: Tx, by: Principal, user: KeptUser): Promise<string[]> {
    const end: EndOfKeys =
      user.disabledAt === undefined
        ? { maker: user.id, left: mightOf(user), why: 'maker may do less' }
        : { maker: user.id, left: undefined, why: 'maker disabled' };
    return endKeysMadeBy(tx, this.audit, by, end);
  }

  private tell(user: string, keys: readonly string[]): void {
    this.changes.tellUser(user);
    for (const key of keys) this.changes.tellKey(key);
  }

  private async keepAnAdmin(tx: Tx, user: KeptUser): Promise<void> {
    if (!user.roles.includes('admin') || (await hasOtherAdmins(tx, user.id))) return;
    throw new ProtocolError('LAST_ADMIN', `'${user.username}' is the last admin`, {
      suggestion: 'Give another user the role admin first',
    });
  }
}

/** What somebody may do. */
function mightOf({ roles, grants }: Pick<KeptUser, 'roles' | 'grants'>): Might {
  return { scopes: [...scopesOf(roles)], grants };
}

function taken(username: string): never {
  throw new ProtocolError('USER_ALREADY_EXISTS', `The user name '${username}' is taken`, {
    suggestion: 'Choose another user name',
  });
}

function missing(username: string): never {
  throw new ProtocolError('USER_NOT_FOUND', `No user is called '${username}'`, {
    suggestion: 'Use GET /api/v1/users to list them',
  });
}

function viewOf(user: KeptUser, once?: string): UserView {
  return {
    ...{ user_id: user.id, username: user.username, workspace: user.workspace },
    ...{ roles: [...user.roles], grants: user.grants, disabled: user.disabledAt !== undefined },
    password_change_required: user.mustChangePassword,
    created_at: user.createdAt.toISOString(),
    last_login_at: user.lastLoginAt?.toISOString() ?? null,
    ...(once === undefined ? {} : { one_time_password: once }),
  };
}
