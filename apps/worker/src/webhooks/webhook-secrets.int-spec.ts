import { randomBytes } from 'node:crypto';
import { localDeveloper } from '#platform';
import { KeyRing } from '#secrets';
import { describeWith } from '../../../../test/support/test-servers.js';
import { HookedServer } from './hooked-server.fixture.js';

const authentication = { type: 'bearer', token: 'hush-hush' } as const;

describeWith(['postgres'], 'the secrets of webhooks', () => {
  let hooked: HookedServer;

  beforeAll(async () => {
    hooked = await HookedServer.open([]);
  });
  afterAll(() => hooked.close());

  /** What a test of the webhook brings to the receiver. */
  const test = async (id: string): Promise<string | undefined> => {
    hooked.receiver.received.length = 0;
    await hooked.webhooks.desk.test(localDeveloper, id);
    await hooked.round(hooked.openDispatcher());
    return hooked.receiver.received[0]?.headers.authorization;
  };

  it('shows the token to no receiver elsewhere that a change of the URL alone names', async () => {
    const { book } = hooked.webhooks;
    const { webhook_id: id } = await hooked.register({
      ...{ url: 'https://receiver.example/hook', authentication },
    });
    const { url } = hooked.receiver;

    await expect(book.change(localDeveloper, id, { url })).rejects.toMatchObject({
      ...{ code: 'WEBHOOK_TOKEN_NEEDED', status: 422 },
      details: { errors: [{ field: 'authentication', rule: 'required' }] },
    });
    expect(await book.get(localDeveloper, id)).toMatchObject({
      url: 'https://receiver.example/hook',
    });
    await book.change(localDeveloper, id, { url, authentication: null });
    expect(await test(id)).toBeUndefined();
    const given = { type: 'bearer', token: 'given-again' } as const;
    await book.change(localDeveloper, id, { url, authentication: given });
    expect(await test(id)).toBe('Bearer given-again');
  });

  it('are found not to open by a process with another key, or another one of the same name', async () => {
    await hooked.register();
    const right = hooked.openDispatcher();
    await right.look();
    expect(right.problems).toEqual([]);
    const k1 = randomBytes(32);
    for (const [keys, why] of [
      [[['k2', k1]], 'the key k1 is not in CAXTON_KEYS'],
      [[['k1', k1]], 'it was changed, or belongs elsewhere'],
    ] as const) {
      const wrong = hooked.openDispatcher(new KeyRing(new Map(keys)));
      await wrong.look();
      expect(wrong.problems).toEqual([expect.stringContaining(why)]);
      expect(wrong.problems[0]).toContain('sealed with the key k1');
    }
  });

  it('answers a repeated registration the secret that it made, and none that others made since', async () => {
    const { book } = hooked.webhooks;
    const registration = {
      url: 'https://receiver.example/hook',
      events: ['message.failed' as const],
    };
    const claim = (key: string) => ({
      ...{ key, fingerprint: key, statusCode: 201, keepForMs: 60_000 },
    });
    const register = () => book.register(localDeveloper, registration, claim('made once'));
    const first = await register();
    expect(first.signing_secret).toMatch(/^whsec_/);
    expect(await register()).toEqual(first);
    const { webhook_id: id } = first;
    await book.change(localDeveloper, id, { description: 'Another word' });
    expect(await register()).toEqual(first);

    const rotate = () => book.rotate(localDeveloper, id, claim('rotated once'));
    const rotated = await rotate();
    expect(rotated.signing_secret).not.toBe(first.signing_secret);
    expect(await rotate()).toEqual(rotated);
    const { signing_secret: made, ...rest } = first;
    expect(made).toBeDefined();
    expect(await register()).toEqual({ ...rest, signing_secret_replaced: true });

    await book.rotate(localDeveloper, id, undefined, true);
    expect(await rotate()).not.toHaveProperty('signing_secret');
  });
});
