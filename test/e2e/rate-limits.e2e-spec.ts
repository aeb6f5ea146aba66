import {
  adminPassword as password,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

interface Call {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
  /** Where the proxy says that the request comes from. */
  readonly from?: string;
}

const limits = { key: 12, workspace: 500, address: 8, login: 3 };

describe('rate limits', () => {
  const data = createDataDir();
  let server: RunningServer;
  let admin: Record<string, string>;

  const send = async (path: string, call: Call = {}): Promise<Answer> => {
    const { body, from = '203.0.113.1', headers = {} } = call;
    const response = await fetch(`${server.url}${path}`, {
      method: call.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...{ 'x-forwarded-for': from, ...headers },
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = (await response.json()) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body: told };
  };
  const login = (username: string, from: string): Promise<Answer> =>
    send('/api/v1/auth/login', { body: { username, password }, from });
  const createKey = async (): Promise<Record<string, string>> => {
    const body = { name: 'paced', scopes: ['agents:read'] };
    const made = await send('/api/v1/keys', { headers: admin, body });
    return { 'x-api-key': String(made.body['key']) };
  };
  const statusesOf = async (path: string, call: Call, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let count = 0; count < times; count += 1) statuses.push((await send(path, call)).status);
    return statuses;
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        ...{ CAXTON_TRUST_PROXY: '127.0.0.1', CAXTON_DOCS: 'true' },
        CAXTON_RATE_LIMIT: String(limits.key),
        CAXTON_RATE_LIMIT_WORKSPACE: String(limits.workspace),
        CAXTON_RATE_LIMIT_ADDRESS: String(limits.address),
        CAXTON_RATE_LIMIT_LOGIN: String(limits.login),
      },
    });
    const { body } = await login('admin', '203.0.113.99');
    admin = { authorization: `Bearer ${String(body['token'])}` };
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('are told in every answer, in the form of the draft and in that of old clients', async () => {
    const key = await createKey();
    for (const path of ['/api/v1/agents', '/api/v1/agents/Nobody', '/api/v1/agents?no=1']) {
      const { headers } = await send(path, { headers: key });
      expect(headers.get('ratelimit-policy')).toBe('"key";q=12;w=60, "workspace";q=500;w=60');
      expect(headers.get('ratelimit')).toMatch(/^"key";r=\d+;t=\d+, "workspace";r=\d+;t=\d+$/);
      expect(headers.get('x-ratelimit-limit')).toBe('12');
      expect(headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
      const reset = Number(headers.get('x-ratelimit-reset')) - Date.now() / 1_000;
      expect(reset).toBeGreaterThan(0);
      expect(reset).toBeLessThanOrEqual(62);
    }
  });

  it('of a key refuse it, say when to come back, and leave others alone', async () => {
    const [key, other] = [await createKey(), await createKey()];

    const statuses = await statusesOf('/api/v1/agents', { headers: key }, limits.key + 1);
    const refused = await send('/api/v1/agents', { headers: key });

    expect(statuses).toEqual([...Array.from({ length: limits.key }, () => 200), 429]);
    expect(refused.body).toMatchObject({
      error: { code: 'RATE_LIMITED', details: { limited: 'key', limit: limits.key } },
    });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await send('/api/v1/agents', { headers: other })).status).toBe(200);
  });

  it('of an address refuse whoever tries out credentials, and nobody who has some', async () => {
    const wrong: Call = { headers: { 'x-api-key': 'guessed' }, from: '203.0.113.7' };

    const statuses = await statusesOf('/api/v1/agents', wrong, limits.address + 1);

    expect(statuses).toEqual([...Array.from({ length: limits.address }, () => 401), 429]);
    expect((await login('admin', '203.0.113.7')).status).toBe(200);
    const known = { headers: await createKey(), from: '203.0.113.7' };
    expect((await send('/api/v1/agents', known)).status).toBe(200);
    expect((await send('/api/v1/agents', { ...wrong, from: '203.0.113.8' })).status).toBe(401);
  });

  it.each([
    ['paths that nothing serves', '/.env', 404],
    ['the files of the documentation', '/docs/swagger-ui-init.js', 200],
    ['the page of the documentation', '/docs', 200],
  ])('of an address hold for %s, too', async (what, path, status) => {
    const from = `198.51.100.${String(what.length)}`;
    const statuses: number[] = [];
    for (let count = 0; count <= limits.address; count += 1) {
      const answer = await fetch(`${server.url}${path}`, { headers: { 'x-forwarded-for': from } });
      await answer.body?.cancel();
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array.from({ length: limits.address }, () => status), 429]);
  });

  it('take a network of 64 bits for one address, where somebody has as many as they like', async () => {
    const statuses: number[] = [];
    for (let host = 0; host <= limits.address; host += 1)
      statuses.push((await send('/openapi.json', { from: `2001:db8::${String(host)}` })).status);

    expect(statuses.at(-2)).toBe(200);
    expect(statuses.at(-1)).toBe(429);
  });

  it('of logins hold for a name at an address, also for the right password', async () => {
    const answers: Answer[] = [];
    for (let count = 0; count <= limits.login; count += 1)
      answers.push(await login('Admin', '203.0.113.20'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(answers.at(-1)?.body).toMatchObject({ error: { details: { limited: 'login' } } });
    expect(answers.map(({ headers }) => headers.get('x-ratelimit-remaining'))).toEqual([
      ...['2', '1', '0', '0'],
    ]);
    expect(answers.at(-1)?.headers.get('ratelimit')).toMatch(/^"login";r=0;t=\d+$/);
    expect((await login('admin', '203.0.113.21')).status).toBe(200);
  });

  it('of logins from an address hold for all names together', async () => {
    const answers: Answer[] = [];
    for (let count = 0; count <= limits.address; count += 1)
      answers.push(await login(`nobody-${String(count)}`, '203.0.113.22'));

    expect(answers.at(-2)?.status).toBe(401);
    expect(answers.at(-1)?.body).toMatchObject({ error: { details: { limited: 'address' } } });
  });

  it('do not hold for whoever watches the server', async () => {
    const statuses = await statusesOf('/api/v1/health', { from: '203.0.113.30' }, 20);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it('let nobody choose their address who does not come through a trusted proxy', async () => {
    const chain = '198.51.100.1, 203.0.113.40';
    const wrong: Call = { headers: { 'x-api-key': 'guessed' }, from: chain };
    const statuses = await statusesOf('/api/v1/agents', wrong, limits.address + 1);
    expect(statuses.at(-1)).toBe(429);
    // Another first hop, which the sender may have made up, is the same sender.
    const other = await send('/api/v1/agents', { ...wrong, from: '198.51.100.2, 203.0.113.40' });
    expect(other.status).toBe(429);
  });
});
