import { randomBytes } from 'node:crypto';
import { ProtocolError, scopes, type JsonValue, type LoginAnswer } from '#protocol';
import { createSilentLogger, type ChangeChannel, type Clock } from '#platform';
import { KeyRing } from '#secrets';
import {
  createMigratedDatabase,
  type MigratedDatabase,
} from '../../../test/support/migrated-database.js';
import { callerOf, localPrincipal } from './access/principal.js';
import { openIdentity, type Identity } from './open-identity.js';

/** Words go round at once, as within one process. */
function createChannel(): ChangeChannel {
  const listeners = new Set<(event: JsonValue) => void>();
  return {
    publish: (_topic, event) => {
      for (const listener of listeners) listener(event);
    },
    subscribe: (_topic, listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const origin = { address: '192.0.2.7', requestId: 'req-1' };
const password = 'correct horse battery';
const codeOf = (code: string): object => ({ code });

describe('Identities', () => {
  let opened: MigratedDatabase;
  let identity: Identity;
  /** What the clock is ahead of the machine's. */
  let ahead = 0;
  const clock: Clock = {
    now: () => Date.now() + ahead,
    monotonic: () => performance.now() + ahead,
  };
  const settings = (): Parameters<typeof openIdentity>[0] => ({
    ...{ database: opened.database, ring, channel: createChannel(), clock },
    log: createSilentLogger(),
    mode: 'required',
    ...{ tokenLifetimeMs: 3_600_000, loginLifetimeMs: 86_400_000 },
  });
  const ring = new KeyRing(new Map([['k1', randomBytes(32)]]));
  const show = (token: string): ReturnType<Identity['authenticator']['identify']> =>
    identity.authenticator.identify({
      ...{ authorization: `Bearer ${token}`, apiKey: undefined, address: origin.address },
    });
  const showKey = (apiKey: string, address = origin.address): ReturnType<typeof show> =>
    identity.authenticator.identify({ authorization: undefined, apiKey, address });
  const createUser = async (username: string): Promise<LoginAnswer> => {
    await identity.users.create(localPrincipal, { username, password, roles: ['developer'] });
    return identity.sessions.login(username, password, origin);
  };

  beforeAll(async () => {
    opened = await createMigratedDatabase();
    identity = openIdentity(settings());
  });
  afterEach(() => {
    ahead = 0;
  });
  afterAll(async () => {
    identity.close();
    await opened.close();
  });

  /** As if the token had been used so long ago. */
  const letPass = (seconds: number): Promise<unknown> =>
    opened.database.transaction({ workspace: '*', principal: 'test' }, (tx) =>
      tx.rows({
        name: 'test.let-pass',
        text: `update refresh_tokens set used_at = used_at - interval '${seconds} s'`,
      }),
    );

  describe('at the first start', () => {
    it('makes an admin whose one-time password only buys a password of their own', async () => {
      const once = await identity.createFirstAdmin(undefined);
      const login = await identity.sessions.login('admin', once ?? '', origin);

      expect(login).toMatchObject({ expires_in: 3_600, password_change_required: true });
      expect(await show(login.token)).toMatchObject({ mustChangePassword: true });

      const admin = await show(login.token);
      const own = await identity.sessions.changePassword(
        admin,
        { current_password: once ?? '', new_password: password },
        origin,
      );

      await expect(show(login.token)).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
      expect(await show(own.token)).toMatchObject({ roles: ['admin'], mustChangePassword: false });
    });

    it('makes none where somebody is', async () => {
      expect(await identity.createFirstAdmin(undefined)).toBeUndefined();
    });
  });

  describe('a login', () => {
    it('gives a token that says who its bearer is', async () => {
      const { token } = await createUser('ada');

      expect(await show(token)).toMatchObject({
        ...{ kind: 'user', name: 'ada', workspace: 'default', roles: ['developer'] },
      });
    });

    it('is refused in the same words for a wrong name and a wrong password', async () => {
      const refusals = await Promise.all(
        ['ada', 'nobody'].map((name) =>
          identity.sessions.login(name, 'wrong', origin).catch((error: unknown) => error),
        ),
      );

      expect(refusals[0]).toMatchObject(codeOf('UNAUTHORIZED'));
      expect(refusals[1]).toStrictEqual(refusals[0]);
    });

    it('must wait after five wrong passwords in a row, from that address only', async () => {
      await createUser('bob');
      const wrong = (): Promise<unknown> =>
        identity.sessions.login('bob', 'wrong', origin).catch((error: unknown) => error);
      for (let time = 0; time < 5; time += 1) await wrong();

      await expect(identity.sessions.login('bob', password, origin)).rejects.toMatchObject({
        code: 'RATE_LIMITED',
        details: { retry_after: expect.any(Number) as number, limited: 'wrong_passwords' },
      });
      await expect(
        identity.sessions.login('bob', password, { ...origin, address: '192.0.2.8' }),
      ).resolves.toHaveProperty('token');
    });

    it('ends for whoever is disabled, with all their tokens', async () => {
      const { token, refresh_token: refreshToken } = await createUser('carol');
      await show(token);
      await identity.users.change(localPrincipal, 'carol', { disabled: true });

      await expect(show(token)).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
      await expect(identity.sessions.refresh(refreshToken, origin)).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
      await expect(identity.sessions.login('carol', password, origin)).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
    });
  });

  describe('a refresh token', () => {
    it('gives the same successor again when the answer got lost', async () => {
      const { refresh_token: first } = await createUser('dave');
      const answers = await Promise.all([
        identity.sessions.refresh(first, origin),
        identity.sessions.refresh(first, origin),
      ]);

      expect(answers[1].refresh_token).toBe(answers[0].refresh_token);
      await expect(
        identity.sessions.refresh(answers[0].refresh_token, origin),
      ).resolves.toHaveProperty('token');
    });

    it('ends the login of both who have it when it is used again later', async () => {
      const { refresh_token: stolen } = await createUser('erin');
      const next = await identity.sessions.refresh(stolen, origin);
      await letPass(11);

      await expect(identity.sessions.refresh(stolen, origin)).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
      await expect(identity.sessions.refresh(next.refresh_token, origin)).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
      const [event] = await identity.audit.list(
        callerOf(localPrincipal),
        { action: 'auth.refresh_reused' },
        1,
      );
      expect(event).toMatchObject({ target: 'user:erin', outcome: 'refused' });
    });

    it('is worth nothing after the logout, nor is its access token, which was taken a moment ago', async () => {
      const { token: access, refresh_token: token } = await createUser('frank');
      expect(await show(access)).toMatchObject({ name: 'frank' });
      await identity.sessions.logout(token, origin);

      await expect(show(access)).rejects.toMatchObject(codeOf('UNAUTHORIZED'));

      await expect(identity.sessions.refresh(token, origin)).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
    });
  });

  describe('an API key', () => {
    const create = (
      more: Partial<Parameters<Identity['keys']['create']>[1]> = {},
    ): ReturnType<Identity['keys']['create']> =>
      identity.keys.create(localPrincipal, { name: 'ci', scopes: ['agents:read'], ...more });

    it('is shown once and says what its holder may do', async () => {
      const made = await create();

      expect(await showKey(made.key ?? '')).toMatchObject({
        ...{ kind: 'key', id: `key-${made.key_id}`, scopes: new Set(['agents:read']) },
      });
      expect(await identity.keys.get(callerOf(localPrincipal), made.key_id)).not.toHaveProperty(
        'key',
      );
    });

    it('is not taken with one letter changed, wherever it is', async () => {
      const text = (await create()).key ?? '';
      for (let at = 0; at < text.length; at += 1) {
        const letter = text[at] === 'x' ? 'y' : 'x';
        const changed = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;

        await expect(showKey(changed)).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
      }
    });

    it('is not taken once it is revoked, nor after its time, nor from elsewhere', async () => {
      const revoked = await create();
      await showKey(revoked.key ?? '');
      await identity.keys.revoke(localPrincipal, revoked.key_id);
      const soon = await create({ expires_at: new Date(Date.now() + 60_000).toISOString() });
      const near = await create({ networks: ['10.0.0.0/8', '2001:db8::/32'] });
      await showKey(near.key ?? '', '10.1.2.3');
      await showKey(near.key ?? '', '::ffff:10.1.2.3');
      await showKey(near.key ?? '', '2001:db8::1');

      await expect(showKey(revoked.key ?? '')).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
      await expect(showKey(near.key ?? '', '11.1.2.3')).rejects.toMatchObject(
        codeOf('UNAUTHORIZED'),
      );
      await showKey(soon.key ?? '');
      ahead = 61_000;
      await expect(showKey(soon.key ?? '')).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
    });

    it('goes on for its grace when it is rotated, beside its successor', async () => {
      const old = await create();
      const next = await identity.keys.rotate(localPrincipal, old.key_id, { grace: '1h' });

      expect(await showKey(next.key ?? '')).toHaveProperty('name', 'ci');
      expect(await showKey(old.key ?? '')).toHaveProperty('name', 'ci');
      ahead = 3_601_000;
      await expect(showKey(old.key ?? '')).rejects.toMatchObject(codeOf('UNAUTHORIZED'));
    });

    it('can do no more than whoever makes it', async () => {
      const by = { ...localPrincipal, scopes: new Set(scopes.slice(0, 1)) };

      await expect(
        identity.keys.create(by, { name: 'more', scopes: [...scopes.slice(0, 2)] }),
      ).rejects.toMatchObject(codeOf('FORBIDDEN'));
    });
  });

  describe('the audit log', () => {
    it('is a chain that is whole, and shows when it was not', async () => {
      const caller = callerOf(localPrincipal);
      const before = await identity.audit.verify(caller);
      await Promise.all(
        Array.from({ length: 20 }, (_, number) =>
          identity.audit.record({
            ...{ workspace: 'default', actor: 'ada', actorKind: 'user', action: 'test.act' },
            ...{ target: `thing:${number}`, outcome: 'ok' },
          }),
        ),
      );

      expect(await identity.audit.verify(caller)).toMatchObject({
        ...{ isWhole: true, events: before.events + 20 },
      });
    });

    it('cannot be changed by a statement of the server', async () => {
      await expect(
        opened.database.transaction(callerOf(localPrincipal), (tx) =>
          tx.rows({ name: 'test.forge', text: `update audit_events set actor = 'eve'` }),
        ),
      ).rejects.toThrow('only added to');
    });
  });

  it('refuses tokens that were made with other keys, algorithms and audiences', async () => {
    const { token } = await identity.sessions.login('ada', password, origin);
    const [, payload = '', signature = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    const forged = [
      `${none}.${payload}.`,
      `${none}.${payload}.${signature}`,
      `${token.slice(0, -2)}xx`,
      token.replace(payload, Buffer.from('{"sub":"usr-1"}').toString('base64url')),
      'abc',
      'a.b.c',
      '',
    ];

    for (const text of forged) await expect(show(text)).rejects.toBeInstanceOf(ProtocolError);
  });
});
