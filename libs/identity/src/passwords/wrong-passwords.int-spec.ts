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

  const codeOf = (error: { code?: unknown }): unknown => error.code;
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

  it('cost ever longer waits, and the longest does not begin the count anew', async () => {
    await ground.addUser('eve', ['developer']);
    const wrong = (): Promise<unknown> => login('eve', 'wrong', '192.0.2.7').catch(codeOf);
    /** As if so much time had passed. */
    const pass = (seconds: number): Promise<unknown> =>
      ground.client.query(
        `update login_failures set since = since - $1 * interval '1 s',
           locked_until = locked_until - $1 * interval '1 s'`,
        [seconds],
      );
    for (let tries = 1; tries <= 4; tries += 1) expect(await wrong()).toBe('UNAUTHORIZED');
    for (const wait of [15, 30, 60, 120, 240, 480, 900, 900, 900]) {
      expect(await wrong()).toBe('UNAUTHORIZED');
      await pass(wait - 2);
      expect(await wrong()).toBe('RATE_LIMITED');
      await pass(3);
    }
    await pass(2 * 900);
    for (let tries = 1; tries <= 4; tries += 1) expect(await wrong()).toBe('UNAUTHORIZED');
    await expect(login('eve', password, '192.0.2.7')).resolves.toHaveProperty('token');
  });

  it('of whoever changes their own are forgotten with the right one', async () => {
    const dan = await ground.addUser('dan', ['developer']);
    const change = (current: string, next: string): Promise<unknown> =>
      ground.identity.sessions
        .changePassword(dan, { current_password: current, new_password: next }, origin)
        .catch(codeOf);
    for (let tries = 1; tries <= 4; tries += 1)
      expect(await change('wrong', 'next-password-1')).toBe('UNAUTHORIZED');
    expect(await change(password, 'next-password-1')).toHaveProperty('token');
    for (let tries = 1; tries <= 4; tries += 1)
      expect(await change('wrong', 'next-password-2')).toBe('UNAUTHORIZED');
    expect(await change('next-password-1', 'next-password-2')).toHaveProperty('token');
  });
});
