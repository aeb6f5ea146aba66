import type { Scope, UserChange } from '#protocol';
import { scopesOf } from '../access/role-scopes.js';
import { callerOf, localPrincipal, type Principal } from '../access/principal.js';
import {
  openIdentityGround,
  origin,
  password,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { describeWith } from '../../../../test/support/test-servers.js';

const forbidden = { code: 'FORBIDDEN' };

describeWith(['postgres'], 'whoever manages users or keys without being an admin', () => {
  let ground: IdentityGround;
  let manager: Principal;
  /** An admin, but for some agents only. */
  let bounded: Principal;

  beforeAll(async () => {
    ground = await openIdentityGround();
    await ground.addUser('root', ['admin']);
    bounded = await ground.addUser('bounded', ['admin'], { agents: ['Sales*'] });
    const scopes: Scope[] = [...scopesOf(['viewer']), 'users:write', 'keys:write'];
    const { key } = await ground.identity.keys.create(localPrincipal, { name: 'hr', scopes });
    manager = await ground.showKey(key ?? '');
  });
  afterAll(() => ground.close());

  it.each<[string, UserChange]>([
    ['take a role of them', { roles: ['viewer'] }],
    ['take a role and reset the password', { roles: ['viewer'], reset_password: true }],
    ['bound them', { grants: { agents: ['Sales*'] } }],
    ['disable them', { disabled: true }],
    ['reset their password', { reset_password: true }],
  ])('cannot %s who may do more', async (_what, change) => {
    const { users } = ground.identity;
    const name = `admin${Math.trunc(performance.now())}`;
    await ground.addUser(name, ['admin']);

    await expect(users.change(manager, name, change)).rejects.toMatchObject(forbidden);
    await expect(users.change(bounded, name, change)).rejects.toMatchObject(forbidden);
    await expect(users.remove(manager, name)).rejects.toMatchObject(forbidden);
    await expect(users.remove(bounded, name)).rejects.toMatchObject(forbidden);
    await expect(ground.identity.sessions.login(name, password, origin)).resolves.toHaveProperty(
      'token',
    );
  });

  it('makes no user with credentials of before they were demoted or removed', async () => {
    const { users } = ground.identity;
    const maker = await ground.addUser('falling', ['admin']);
    await users.change(localPrincipal, 'falling', { roles: ['viewer'] });
    const asked = { username: 'friend', password, roles: ['admin' as const] };
    await expect(users.create(maker, asked)).rejects.toMatchObject(forbidden);

    await users.remove(localPrincipal, 'falling');
    await expect(users.create(maker, asked)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    await expect(users.get(callerOf(localPrincipal), 'friend')).rejects.toMatchObject({
      code: 'USER_NOT_FOUND',
    });
  });

  it('cannot revoke or rotate a key that may do more', async () => {
    const { keys } = ground.identity;
    const strong = await keys.create(localPrincipal, { name: 'x', scopes: ['agents:write'] });
    const wide = await keys.create(localPrincipal, { name: 'x', scopes: ['agents:read'] });

    for (const [by, { key_id: id }] of [
      [manager, strong],
      [bounded, wide],
    ] as const) {
      await expect(keys.revoke(by, id)).rejects.toMatchObject(forbidden);
      await expect(keys.rotate(by, id, {})).rejects.toMatchObject(forbidden);
      expect(await keys.get(callerOf(by), id)).toMatchObject({ status: 'active' });
    }
  });

  it('may revoke keys that can do no more, and any that they made themselves', async () => {
    const { keys } = ground.identity;
    const { key_id: weak } = await keys.create(localPrincipal, {
      name: 'x',
      scopes: ['agents:read'],
    });
    const { key_id: own } = await keys.create(manager, { name: 'x', scopes: ['users:write'] });
    const demoted = { ...manager, scopes: new Set<Scope>(['keys:write']) };

    expect(await keys.revoke(manager, weak)).toMatchObject({ status: 'revoked' });
    expect(await keys.revoke(demoted, own)).toMatchObject({ status: 'revoked' });
  });
});
