import { jest } from '@jest/globals';
import { localPrincipal, type Principal } from '../access/principal.js';
import { PasswordHashes } from '../passwords/password-hashes.js';
import {
  openIdentityGround,
  origin,
  password,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { waitsForLock } from '../../../../test/support/waits-for-lock.js';
import { describeWith } from '../../../../test/support/test-servers.js';

const unauthorized = { code: 'UNAUTHORIZED' };
const next = 'another horse battery';

describeWith(['postgres'], 'a login that meets another change', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => ground.close());

  const login = (name: string): Promise<unknown> =>
    ground.identity.sessions.login(name, password, origin);
  const changePassword = (by: Principal): Promise<unknown> => {
    const change = { current_password: password, new_password: next };
    return ground.identity.sessions.changePassword(by, change, origin);
  };

  /** Between the check of a password and what is done about it. */
  function meanwhile(happens: () => Promise<unknown>): void {
    jest.spyOn(PasswordHashes.prototype, 'matches').mockImplementationOnce(async (shown, kept) => {
      const isRight = await new PasswordHashes().matches(shown, kept);
      await happens();
      return isRight;
    });
  }

  it('is refused when the password has changed since it was checked', async () => {
    const ada = await ground.addUser('ada', ['developer']);
    meanwhile(() => changePassword(ada));

    await expect(login('ada')).rejects.toMatchObject(unauthorized);
  });

  it('is refused when the user has been disabled or removed since', async () => {
    for (const name of ['bob', 'carol']) await ground.addUser(name, ['developer']);
    const { users } = ground.identity;
    meanwhile(() => users.change(localPrincipal, 'bob', { disabled: true }));
    await expect(login('bob')).rejects.toMatchObject(unauthorized);

    meanwhile(() => users.remove(localPrincipal, 'carol'));
    await expect(login('carol')).rejects.toMatchObject(unauthorized);
  });

  it('holds when only roles have changed since, with what they are now', async () => {
    await ground.addUser('dave', ['developer']);
    meanwhile(() => ground.identity.users.change(localPrincipal, 'dave', { roles: ['viewer'] }));
    const { token } = (await login('dave')) as { token: string };

    expect(await ground.show(token)).toMatchObject({ roles: ['viewer'] });
  });

  it('has ended when roles or grants have changed', async () => {
    const changes = { ivan: { roles: ['viewer' as const] }, judy: { grants: { agents: ['A'] } } };
    for (const [name, change] of Object.entries(changes)) {
      await ground.addUser(name, ['developer']);
      const { refresh_token: token } = await ground.identity.sessions.login(name, password, origin);
      await ground.identity.users.change(localPrincipal, name, change);

      await expect(ground.identity.sessions.refresh(token, origin)).rejects.toMatchObject(
        unauthorized,
      );
    }
  });

  it('does not change a password that was reset since its own was checked', async () => {
    const erin = await ground.addUser('erin', ['developer']);
    meanwhile(() => ground.identity.users.change(localPrincipal, 'erin', { reset_password: true }));

    await expect(changePassword(erin)).rejects.toMatchObject(unauthorized);
  });

  it.each([
    ['the password is changed', 'frank', changePassword],
    [
      'the user is disabled',
      'grace',
      () => ground.identity.users.change(localPrincipal, 'grace', { disabled: true }),
    ],
  ])('leaves no successor of its refresh token when %s', async (_when, name, ends) => {
    const user = await ground.addUser(name, ['developer']);
    const { identity } = ground;
    const { refresh_token: first } = await identity.sessions.login(name, password, origin);
    await whileRefreshing(first, () => ends(user));

    expect(await goodTokensOf(user)).toBe(name === 'frank' ? 1 : 0);
  });

  it('leaves no successor of its refresh token after the logout', async () => {
    const heidi = await ground.addUser('heidi', ['developer']);
    await ground.client.query('update refresh_tokens set revoked_at = now() where user_id = $1', [
      heidi.id,
    ]);
    const { sessions } = ground.identity;
    const { refresh_token: first } = await sessions.login('heidi', password, origin);
    const { refresh_token: second } = await sessions.refresh(first, origin);
    await whileRefreshing(second, () => sessions.logout(first, origin));

    expect(await goodTokensOf(heidi)).toBe(0);
  });

  /** A refresh has its successor and is not committed yet when something else begins. */
  async function whileRefreshing(token: string, begins: () => Promise<unknown>): Promise<void> {
    await ground.client.query(`
      create or replace function wait_for_test() returns trigger language plpgsql as $$
        begin perform pg_advisory_xact_lock_shared(42); return new; end $$;
      create or replace trigger wait_for_test after insert on refresh_tokens
        for each row execute function wait_for_test();
      select pg_advisory_lock(42)`);
    const refreshed = ground.identity.sessions.refresh(token, origin);
    await waitsForLock(ground.client, 1);
    const ended = begins();
    await waitsForLock(ground.client, 2);
    await ground.client.query('select pg_advisory_unlock(42)');
    await Promise.all([refreshed, ended]);
  }

  async function goodTokensOf({ id }: Principal): Promise<number> {
    const { rows } = await ground.client.query(
      'select from refresh_tokens where user_id = $1 and revoked_at is null',
      [id],
    );
    return rows.length;
  }
});
