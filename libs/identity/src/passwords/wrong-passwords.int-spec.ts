import {
  openIdentityGround,
  origin,
  password,
  type IdentityGround,
} from '../../../../test/support/identity-ground.js';
import { describeWith } from '../../../../test/support/test-servers.js';

describeWith(['postgres'], 'wrong passwords', () => {
  let ground: IdentityGround;
  beforeAll(async () => {
    ground = await openIdentityGround();
  });
  afterAll(() => ground.close());

  const login = (name: string, shown: string, address: string): Promise<unknown> =>
    ground.identity.sessions.login(name, shown, { ...origin, address });

  it('from all over a network of IPv6 cost one wait, and others none', async () => {
    await ground.addUser('ada', ['developer']);
    for (let host = 1; host <= 5; host += 1) {
      await expect(login('ada', 'wrong', `2001:db8::${host}`)).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
    }

    await expect(login('ada', password, '2001:db8::6')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
    await expect(login('ada', password, '2001:db8:0:1::6')).resolves.toHaveProperty('token');
  });
});
