import {
  adminPassword as password,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const ours = 'https://app.example.com';
const other = 'https://evil.example.com';

/** What every answer carries besides its date, its size and what its operation says. */
const always = {
  'content-security-policy': expect.stringContaining("default-src 'self'") as string,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-request-id': expect.stringMatching(/^req-/) as string,
};

describe('a server in production mode, and browsers', () => {
  const data = createDataDir();
  let server: RunningServer;
  let admin: Record<string, string>;

  const call = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, { redirect: 'manual', ...init });
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    call(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const preflight = (origin: string): Promise<Response> =>
    call('/api/v1/messages', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AUTH: 'required',
        CAXTON_CORS_ORIGINS: ours,
      },
    });
    const response = await post('/api/v1/auth/login', { username: 'admin', password });
    const { token } = (await response.json()) as { token: string };
    admin = { authorization: `Bearer ${token}` };
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('sends the same security headers with every answer, good or bad', async () => {
    const answers = [
      await call('/api/v1/agents', { headers: admin }),
      await call('/api/v1/agents'),
      await call('/nothing'),
      await post('/api/v1/messages', {}, admin),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 400]);
    for (const { headers } of answers) {
      expect(Object.fromEntries(headers)).toMatchObject(always);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('server')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    }
  });

  it('lets pages of the origins in CAXTON_CORS_ORIGINS in, with the headers that they need', async () => {
    const allowed = await preflight(ours);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(ours);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('Authorization');
    expect(allowed.headers.get('access-control-allow-credentials')).toBeNull();
    const headers = { ...admin, origin: ours, 'sec-fetch-site': 'cross-site' };
    const made = await post(
      '/api/v1/agents',
      { name: 'Seen', capabilities: ['seen'], system_prompt: 'Be seen.' },
      headers,
    );
    expect(made.status).toBe(201);
    expect(made.headers.get('access-control-allow-origin')).toBe(ours);
    expect(made.headers.get('access-control-expose-headers')).toContain('Retry-After');
  });

  it('lets their pages follow conversations, too', async () => {
    const message = { capability: 'seen', performative: 'inform', content: { text: 'Hi' } };
    const body = { ...message, conversation_id: 'conv-cors' };
    expect((await post('/api/v1/messages', body, admin)).status).toBe(200);
    const headers = { ...admin, origin: ours };
    const stream = await call('/api/v1/conversations/conv-cors?follow=true', { headers });
    await stream.body?.cancel();
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.headers.get('access-control-allow-origin')).toBe(ours);
    expect(stream.headers.get('ratelimit')).toMatch(/^"user";r=/);
  });

  it.each([
    other,
    'null',
    `${ours}.evil.example.com`,
    'http://app.example.com',
    'https://APP.example.com',
  ])('lets no page of %s read or change anything', async (origin) => {
    expect((await preflight(origin)).headers.get('access-control-allow-origin')).toBeNull();
    const headers = { ...admin, origin, 'sec-fetch-site': 'cross-site' };
    const changed = await post('/api/v1/agents', { name: 'X' }, headers);
    expect(changed.status).toBe(403);
    expect(await changed.json()).toMatchObject({ error: { code: 'CROSS_ORIGIN_REFUSED' } });
    const read = await call('/api/v1/agents', { headers });
    expect(read.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('takes preflights for nothing else: what is not served stays that', async () => {
    expect((await call('/nothing')).status).toBe(404);
    const wrong = await call('/api/v1/health', { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('serves no page to try calls on, and the document that is the same everywhere', async () => {
    const statuses: number[] = [];
    for (const path of ['/docs', '/docs/', '/docs/swagger-ui-init.js', '/docs-json'])
      statuses.push((await call(path)).status);
    expect(statuses).toEqual([404, 404, 404, 404]);
    const signpost = await call('/', { headers: { accept: 'text/html' } });
    expect(signpost.status).toBe(200);
    expect(await signpost.json()).not.toHaveProperty('docs');
    expect((await call('/openapi.json')).status).toBe(200);
  });

  it('forbids every cache to keep an answer that holds a secret', async () => {
    const login = await post('/api/v1/auth/login', { username: 'admin', password });
    const { refresh_token } = (await login.clone().json()) as { refresh_token: string };
    const key = await post('/api/v1/keys', { name: 'a', scopes: ['agents:read'] }, admin);
    const { key_id: id } = (await key.clone().json()) as { key_id: string };
    const answers = [
      ...[login, key],
      await post('/api/v1/auth/refresh', { refresh_token }),
      await post(`/api/v1/keys/${id}/rotate`, {}, admin),
      await post('/api/v1/users', { username: 'new', roles: ['viewer'] }, admin),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 201, 200, 201, 201]);
    for (const { headers } of answers) expect(headers.get('cache-control')).toBe('no-store');
  });
});
