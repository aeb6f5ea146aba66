import { readEvents, type StreamEvent } from '../support/read-events.js';
import {
  adminPassword as password,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

type Headed = Readonly<Record<string, string>>;
type Answer = Readonly<Record<string, unknown>>;

describe('a stream whose reader is not let in any more', () => {
  const data = createDataDir();
  let server: RunningServer;
  let admin: Headed;

  const send = async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: { ...admin, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Answer;
  };
  const logIn = (username: string): Promise<Answer> =>
    send('POST', '/auth/login', { username, password });
  const headed = ({ token }: Answer): Headed => ({ authorization: `Bearer ${String(token)}` });
  const login = async (username: string): Promise<Headed> => headed(await logIn(username));
  const follow = async (headers: Headed): Promise<AsyncGenerator<StreamEvent, void>> => {
    const path = '/api/v1/conversations/watched?follow=true&keep_open=true';
    const { status, body } = await fetch(`${server.url}${path}`, { headers });
    if (status !== 200 || body === null) throw new Error(`Nothing to follow: ${String(status)}`);
    return readEvents(body);
  };
  /** The last event, once the stream has ended. */
  const lastOf = async (
    events: AsyncGenerator<StreamEvent, void>,
  ): Promise<StreamEvent | undefined> => {
    let last: StreamEvent | undefined;
    for await (const event of events) last = event;
    return last;
  };
  const refusal = { name: 'error', data: { error: { code: 'UNAUTHORIZED' } } };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        ...{ CAXTON_DATA_DIR: data.path, CAXTON_AUTH: 'required' },
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
      },
    });
    admin = {};
    admin = await login('admin');
    const content = { text: 'hi' };
    await send('POST', '/messages', { capability: 'echo', conversation_id: 'watched', content });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it.each(['DELETE', 'PATCH'])(
    'ends when its user is removed or disabled by %s',
    async (method) => {
      const username = `reader-${method.toLowerCase()}`;
      await send('POST', '/users', { username, roles: ['viewer'], password });
      const events = await follow(await login(username));
      expect((await events.next()).done).toBe(false);
      await send(
        ...([method, `/users/${username}`] as const),
        method === 'PATCH' ? { disabled: true } : undefined,
      );

      expect(await lastOf(events)).toMatchObject(refusal);
    },
  );

  it('ends when its key is revoked, and not that of another', async () => {
    const asked = { name: 'reader', scopes: ['conversations:read'] };
    const [gone, kept] = [await send('POST', '/keys', asked), await send('POST', '/keys', asked)];
    const ending = await follow({ 'x-api-key': String(gone['key']) });
    const going = await follow({ 'x-api-key': String(kept['key']) });
    for (const events of [ending, going]) expect((await events.next()).done).toBe(false);
    await send('DELETE', `/keys/${String(gone['key_id'])}`);

    expect(await lastOf(ending)).toMatchObject(refusal);
    const told = new Set<string | undefined>();
    const content = { text: 'again' };
    await send('POST', '/messages', { capability: 'echo', conversation_id: 'watched', content });
    for await (const { id, name } of going) {
      told.add(name);
      if (name === 'conversation.completed' && (id ?? 0) > 4) break;
    }
    expect(told).toContain('message.replied');
    expect(told).not.toContain('error');
  });

  it('ends when its login is logged out, and not that of another login of the user', async () => {
    const [gone, kept] = [await logIn('admin'), await logIn('admin')];
    const [ending, going] = [await follow(headed(gone)), await follow(headed(kept))];
    for (const events of [ending, going]) expect((await events.next()).done).toBe(false);
    await send('POST', '/auth/logout', { refresh_token: gone['refresh_token'] });

    expect(await lastOf(ending)).toMatchObject(refusal);
    const me = { headers: headed(gone) };
    expect((await fetch(`${server.url}/api/v1/auth/me`, me)).status).toBe(401);
    expect(await send('GET', '/auth/me')).toMatchObject({ name: 'admin' });
    expect((await going.next()).done).toBe(false);
  });

  it('ends when its key runs out, of which nobody tells', async () => {
    const soon = new Date(Date.now() + 5_000).toISOString();
    const asked = { name: 'brief', scopes: ['conversations:read'], expires_at: soon };
    const { key } = await send('POST', '/keys', asked);
    const events = await follow({ 'x-api-key': String(key) });

    expect(await lastOf(events)).toMatchObject(refusal);
  });
});
