import type { Scope } from '#protocol';
import { callerOf, localPrincipal, type Principal } from '../access/principal.js';
import {
  openIdentityGround,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { waitsForLock } from '../../../../test/support/waits-for-lock.js';
import { describeWith } from '../../../../test/support/test-servers.js';

const unauthorized = { code: 'UNAUTHORIZED' };

describeWith(['postgres'], 'keys whose maker', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
    await ground.addUser('root', ['admin']);
  });
  afterAll(() => ground.close());

  /** A key, its id and whom it is taken for. */
  async function makeKey(by: Principal, scopes: Scope[]): Promise<[string, string, Principal]> {
    const { key = '', key_id: id } = await ground.identity.keys.create(by, { name: 'k', scopes });
    return [key, id, await ground.showKey(key)];
  }

  it.each([
    ['is removed', 'removed', (name: string) => ground.identity.users.remove(localPrincipal, name)],
    [
      'is disabled',
      'disabled',
      (name: string) => ground.identity.users.change(localPrincipal, name, { disabled: true }),
    ],
  ])(
    '%s end, and those that were made with them, and the audit log says why',
    async (_when, why, end) => {
      const maker = await ground.addUser(`maker-${why}`, ['admin']);
      const [first, firstId, holder] = await makeKey(maker, ['keys:write', 'agents:read']);
      const [second, secondId] = await makeKey(holder, ['agents:read']);
      const [other] = await makeKey(localPrincipal, ['agents:read']);
      await end(maker.name);

      await expect(ground.showKey(first)).rejects.toMatchObject(unauthorized);
      await expect(ground.showKey(second)).rejects.toMatchObject(unauthorized);
      await expect(ground.showKey(other)).resolves.toHaveProperty('kind', 'key');
      const events = (await ground.audited('key.revoke')).slice(0, 2);
      expect(events.map(({ target }) => target).sort()).toEqual(
        [`key:${firstId}`, `key:${secondId}`].sort(),
      );
      expect(events[0]).toMatchObject({ details: { why: `maker ${why}`, maker: maker.id } });
    },
  );

  it('may do less than before end where they may do more', async () => {
    const maker = await ground.addUser('demoted', ['admin']);
    const [strong] = await makeKey(maker, ['users:write']);
    const [weak] = await makeKey(maker, ['agents:read']);
    await ground.identity.users.change(localPrincipal, 'demoted', { roles: ['viewer'] });

    await expect(ground.showKey(strong)).rejects.toMatchObject(unauthorized);
    await expect(ground.showKey(weak)).resolves.toHaveProperty('kind', 'key');

    await ground.identity.users.change(localPrincipal, 'demoted', { grants: { agents: ['A'] } });
    await expect(ground.showKey(weak)).rejects.toMatchObject(unauthorized);
  });

  it('is gone are not made', async () => {
    const maker = await ground.addUser('gone', ['admin']);
    const [, id, holder] = await makeKey(maker, ['keys:write']);
    await ground.identity.users.remove(localPrincipal, 'gone');

    await expect(makeKey(maker, ['agents:read'])).rejects.toMatchObject(unauthorized);
    await expect(makeKey(holder, ['keys:write'])).rejects.toMatchObject(unauthorized);
    await expect(ground.identity.keys.rotate(holder, id, {})).rejects.toMatchObject(unauthorized);
  });

  it('is removed while they make one end with it', async () => {
    const maker = await ground.addUser('hasty', ['admin']);
    const [, , holder] = await makeKey(maker, ['keys:write']);
    await ground.client.query('begin');
    await ground.client.query('select from audit_heads for update');
    const removed = ground.identity.users.remove(localPrincipal, 'hasty');
    await waitsForLock(ground.client, 1);
    const made = makeKey(holder, ['keys:write']).then(
      () => 'made',
      () => 'refused',
    );
    await waitsForLock(ground.client, 2);
    await ground.client.query('commit');
    await removed;

    expect(await made).toBe('refused');
    const keys = await ground.identity.keys.list(callerOf(localPrincipal));
    const ofHasty = keys.filter(({ created_by: by }) => [maker.id, holder.id].includes(by));
    expect(ofHasty.map(({ status }) => status)).toEqual(['revoked']);
  });
});
