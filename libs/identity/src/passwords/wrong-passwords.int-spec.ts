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

  it('that were typed as user names are kept nowhere, and yet told from each other', async () => {
    const typed = ['hunter2-hunter2', 'hunter2-hunter2', 'swordfish'];
    for (const name of typed) {
      await expect(login(name, 'wrong', origin.address)).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
    }
    const events = await ground.audited('auth.login');
    const targets = events.slice(0, 3).map(({ target }) => target);
    const { rows } = await ground.client.query<{ subject: string }>(
      'select subject from login_failures',
    );

    expect(new Set(targets).size).toBe(2);
    expect(targets[0]).toMatch(/^user:unknown-[\w-]{16}$/);
    expect(JSON.stringify([events, rows])).not.toMatch(/hunter2|swordfish/);
  });

  it('are written down by name where somebody has it', async () => {
    await ground.addUser('bob', ['developer']);
    await expect(login('bob', 'wrong', origin.address)).rejects.toThrow('wrong');

    expect((await ground.audited('auth.login'))[0]).toMatchObject({
      ...{ target: 'user:bob', outcome: 'refused' },
    });
  });
});
