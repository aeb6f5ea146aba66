import type { LoginAnswer } from '#protocol';
import { localPrincipal } from '../access/principal.js';
import {
  openIdentityGround,
  origin,
  password,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { describeWith } from '../../../../test/support/test-servers.js';

const unauthorized = { code: 'UNAUTHORIZED' };

describeWith(['postgres'], 'the access tokens of a login that has ended', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
    const ada = { username: 'ada', password, roles: ['developer' as const] };
    await ground.identity.users.create(localPrincipal, ada);
  });
  afterAll(() => ground.close());

  const login = (): Promise<LoginAnswer> => ground.identity.sessions.login('ada', password, origin);
  const setTimes = (change: string): Promise<unknown> =>
    ground.client.query(`update refresh_tokens set ${change}`);

  it('are not taken after the logout, whichever refresh they came of; those of another login are', async () => {
    const { sessions } = ground.identity;
    const [first, other] = [await login(), await login()];
    const second = await sessions.refresh(first.refresh_token, origin);
    for (const { token } of [first, second]) expect(await ground.show(token)).toBeDefined();
    await sessions.logout(second.refresh_token, origin);

    for (const { token } of [first, second])
      await expect(ground.show(token)).rejects.toMatchObject(unauthorized);
    expect(await ground.show(other.token)).toMatchObject({ name: 'ada' });
  });

  it('are not taken once its refresh token was used by two', async () => {
    const { sessions } = ground.identity;
    const [first, other] = [await login(), await login()];
    const second = await sessions.refresh(first.refresh_token, origin);
    await setTimes(`used_at = used_at - interval '11 s'`);
    await expect(sessions.refresh(first.refresh_token, origin)).rejects.toMatchObject(unauthorized);

    for (const { token } of [first, second])
      await expect(ground.show(token)).rejects.toMatchObject(unauthorized);
    expect(await ground.show(other.token)).toMatchObject({ name: 'ada' });
  });

  it('are not taken when its time is over, also after the sweeper dropped it', async () => {
    const { token } = await login();
    await setTimes(`expires_at = now()`);
    await expect(ground.show(token)).rejects.toMatchObject(unauthorized);
    await ground.client.query('delete from refresh_tokens');

    await expect(ground.show(token)).rejects.toMatchObject(unauthorized);
  });
});
