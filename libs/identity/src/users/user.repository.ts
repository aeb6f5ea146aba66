import type { Grants, Role } from '#protocol';
import type { Statement, Tx } from '#platform';

const columns = `id, workspace_id, username, password_hash, roles, grants, token_version,
  must_change_password, disabled_at, last_login_at, created_at`;

const insertUser: Statement = {
  name: 'users.insert',
  text: `
    insert into users (id, workspace_id, username, password_hash, roles, grants, must_change_password)
    values ($1, $2, $3, $4, $5::jsonb, $6::jsonb, $7)
    on conflict (username) do nothing
    returning ${columns}`,
};

/** Index users_username: a login names no workspace. */
const findByName: Statement = {
  name: 'users.by-name',
  text: `select ${columns} from users where username = $1`,
};

const findById: Statement = {
  name: 'users.by-id',
  text: `select ${columns} from users where id = $1`,
};

const findPresent: Statement = {
  name: 'users.present',
  text: `
    select ${columns} from users where id = $1
      and exists (select from workspaces w where w.id = workspace_id and w.removed_at is null)`,
};

/** Held against any change, as a new password or the end of the user would be. */
const holdById: Statement = {
  name: 'users.hold',
  text: `select ${columns} from users where id = $1 for no key update`,
};

const findInWorkspace: Statement = {
  name: 'users.get',
  text: `select ${columns} from users where workspace_id = $1 and username = $2 for update`,
};

const listUsers: Statement = {
  name: 'users.list',
  text: `select ${columns} from users where workspace_id = $1 order by username`,
};

/** What is not given stays. Every change ends the tokens that say otherwise. */
const changeUser: Statement = {
  name: 'users.change',
  text: `
    update users set
      roles = coalesce($2::jsonb, roles), grants = coalesce($3::jsonb, grants),
      password_hash = coalesce($4, password_hash),
      must_change_password = coalesce($5, must_change_password),
      disabled_at = case when $6 then coalesce(disabled_at, now()) when not $6 then null
        else disabled_at end,
      token_version = token_version + 1, updated_at = now()
    where id = $1
    returning ${columns}`,
};

const noteLogin: Statement = {
  name: 'users.logged-in',
  text: `update users set last_login_at = now() where id = $1`,
};

const removeUser: Statement = {
  name: 'users.delete',
  text: `delete from users where id = $1`,
};

const countUsers: Statement = {
  name: 'users.any',
  text: `select exists (select from users) as found`,
};

/** Index users_of_workspace. Held, so that two who leave at once do not leave nobody. */
const otherAdmins: Statement = {
  name: 'users.other-admins',
  text: `
    select id from users
    where workspace_id = $1 and id <> $2 and roles ? 'admin' and disabled_at is null
    for update`,
};

/** A user as they are kept. */
export interface KeptUser {
  readonly id: string;
  readonly workspace: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly roles: readonly Role[];
  readonly grants: Grants;
  readonly tokenVersion: number;
  readonly mustChangePassword: boolean;
  readonly disabledAt: Date | undefined;
  readonly lastLoginAt: Date | undefined;
  readonly createdAt: Date;
}

export type UserToKeep = Pick<
  KeptUser,
  'id' | 'username' | 'passwordHash' | 'roles' | 'grants' | 'mustChangePassword'
>;

/** What is left out stays as it is. */
export interface ChangeOfUser {
  readonly roles?: readonly Role[] | undefined;
  readonly grants?: Grants | undefined;
  readonly passwordHash?: string | undefined;
  readonly mustChangePassword?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
}

type Row = Readonly<{
  id: string;
  workspace_id: string;
  username: string;
  password_hash: string;
  roles: Role[];
  grants: Grants;
  token_version: number;
  must_change_password: boolean;
  disabled_at: Date | null;
  last_login_at: Date | null;
  created_at: Date;
}>;

const toUser = (row: Row): KeptUser => ({
  ...{ id: row.id, workspace: row.workspace_id, username: row.username },
  ...{ passwordHash: row.password_hash, roles: row.roles, grants: row.grants },
  ...{ tokenVersion: row.token_version, mustChangePassword: row.must_change_password },
  disabledAt: row.disabled_at ?? undefined,
  lastLoginAt: row.last_login_at ?? undefined,
  createdAt: row.created_at,
});

/** Nothing when the name is taken, in whichever workspace. */
export async function addUser(tx: Tx, user: UserToKeep): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(insertUser, [
    ...[user.id, tx.caller.workspace, user.username, user.passwordHash],
    ...[JSON.stringify(user.roles), JSON.stringify(user.grants), user.mustChangePassword],
  ]);
  return row === undefined ? undefined : toUser(row);
}

/** Of any workspace: for whoever logs in. */
export async function findUserByName(tx: Tx, username: string): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(findByName, [username]);
  return row === undefined ? undefined : toUser(row);
}

/** Of any workspace that is not removed: for whoever shows a token. */
export async function findPresentUser(tx: Tx, id: string): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(findPresent, [id]);
  return row === undefined ? undefined : toUser(row);
}

/** Of any workspace. Held until the transaction ends: nobody else logs in, refreshes or changes them meanwhile. */
export async function holdUserById(tx: Tx, id: string): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(holdById, [id]);
  return row === undefined ? undefined : toUser(row);
}

/** Of any workspace. */
export async function findUserById(tx: Tx, id: string): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(findById, [id]);
  return row === undefined ? undefined : toUser(row);
}

/** Held until the transaction ends. */
export async function holdUser(tx: Tx, username: string): Promise<KeptUser | undefined> {
  const [row] = await tx.rows<Row>(findInWorkspace, [tx.caller.workspace, username]);
  return row === undefined ? undefined : toUser(row);
}

export async function readUsers(tx: Tx): Promise<KeptUser[]> {
  return (await tx.rows<Row>(listUsers, [tx.caller.workspace])).map(toUser);
}

export async function saveUser(tx: Tx, id: string, change: ChangeOfUser): Promise<KeptUser> {
  const [row] = await tx.rows<Row>(changeUser, [
    id,
    change.roles === undefined ? null : JSON.stringify(change.roles),
    change.grants === undefined ? null : JSON.stringify(change.grants),
    change.passwordHash ?? null,
    change.mustChangePassword ?? null,
    change.isDisabled ?? null,
  ]);
  if (row === undefined) throw new Error(`The user ${id} is gone`);
  return toUser(row);
}

export async function noteUserLogin(tx: Tx, id: string): Promise<void> {
  await tx.rows(noteLogin, [id]);
}

export async function dropUser(tx: Tx, id: string): Promise<void> {
  await tx.rows(removeUser, [id]);
}

export async function hasUsers(tx: Tx): Promise<boolean> {
  const [row] = await tx.rows<{ found: boolean }>(countUsers);
  return row?.found === true;
}

/** Whether somebody else may still manage the workspace. */
export async function hasOtherAdmins(tx: Tx, id: string): Promise<boolean> {
  return (await tx.rows(otherAdmins, [tx.caller.workspace, id])).length > 0;
}
