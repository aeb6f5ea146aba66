import { callerOf, localPrincipal, type Principal } from '../access/principal.js';
import {
  openIdentityGround,
  origin,
  password,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { waitsForLock } from '../../../../test/support/waits-for-lock.js';
import { describeWith } from '../../../../test/support/test-servers.js';

const unauthorized = { code: 'UNAUTHORIZED' };
let number = 0;

describeWith(['postgres'], 'in a workspace that is removed', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
  });
  afterAll(() => ground.close());

  /** A workspace and its admin. */
  async function createTenant(): Promise<{ name: string; admin: Principal; token: string }> {
    const name = `tenant${(number += 1)}`;
    const { workspaces, sessions } = ground.identity;
    await workspaces.create(localPrincipal, { name, admin: `${name}-admin`, password });
    const { token } = await sessions.login(`${name}-admin`, password, origin);
    return { name, token, admin: await ground.show(token) };
  }
  const remove = (name: string): Promise<unknown> =>
    ground.identity.workspaces.remove(localPrincipal, name, true);
  const creation = (
    username: string,
  ): { username: string; password: string; roles: ['admin'] } => ({
    ...{ username, password, roles: ['admin'] },
  });
  async function usersOf(name: string): Promise<number> {
    const { rows } = await ground.client.query('select from users where workspace_id = $1', [name]);
    return rows.length;
  }
  /** As processes of the version before left them: the workspace is marked, a user is in it. */
  async function createLeftover(): Promise<{ name: string; admin: Principal; token: string }> {
    const tenant = await createTenant();
    await ground.client.query(`update workspaces set removed_at = now() where id = $1`, [
      tenant.name,
    ]);
    return tenant;
  }

  it('nobody makes a user whose password was hashed before', async () => {
    const { name, admin } = await createTenant();
    const keep = await ground.identity.users.prepare(admin, creation(`${name}-late`));
    await remove(name);

    await expect(ground.opened.database.transaction(callerOf(admin), keep)).rejects.toMatchObject(
      unauthorized,
    );
    expect(await usersOf(name)).toBe(0);
  });

  it('a user that is being made meanwhile goes with the others', async () => {
    const { name, admin } = await createTenant();
    const keep = await ground.identity.users.prepare(admin, creation(`${name}-late`));
    const { database } = ground.opened;
    let removed: Promise<unknown> | undefined;
    await database.transaction(callerOf(admin), async (tx) => {
      await keep(tx);
      removed = remove(name);
      await waitsForLock(ground.client, 1);
    });
    await removed;

    expect(await usersOf(name)).toBe(0);
  });

  it('nobody makes a key', async () => {
    const { name, admin } = await createTenant();
    await remove(name);

    await expect(
      ground.identity.keys.create(admin, { name: 'late', scopes: ['agents:read'] }),
    ).rejects.toMatchObject(unauthorized);
  });

  it('nobody logs in, refreshes or is known by a token or a key of before', async () => {
    const { name, admin } = await createTenant();
    const { sessions, keys } = ground.identity;
    const { token, refresh_token: refresh } = await sessions.login(admin.name, password, origin);
    const key = (await keys.create(admin, { name: 'k', scopes: ['agents:read'] })).key ?? '';
    await ground.client.query(`update workspaces set removed_at = now() where id = $1`, [name]);

    await expect(sessions.login(admin.name, password, origin)).rejects.toMatchObject(unauthorized);
    await expect(sessions.refresh(refresh, origin)).rejects.toMatchObject(unauthorized);
    await expect(ground.show(token)).rejects.toMatchObject(unauthorized);
    await expect(ground.showKey(key)).rejects.toMatchObject(unauthorized);
  });

  it('what is left is removed by asking again, and then there is nothing to remove', async () => {
    const { name } = await createLeftover();

    expect(await remove(name)).toMatchObject({ status: 'removed' });
    expect(await usersOf(name)).toBe(0);
    await expect(remove(name)).rejects.toMatchObject({ code: 'WORKSPACE_NOT_FOUND' });
  });
});
