import { scopes, type Scope } from '#protocol';
import { eventually } from '../support/eventually.js';
import {
  adminPassword as password,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

/** One operation of the API, as its OpenAPI document has it. */
interface Operation {
  readonly method: string;
  readonly path: string;
  readonly needs: 'public' | readonly Scope[];
}

interface Document {
  readonly paths: Record<string, Record<string, { readonly 'x-scopes'?: Operation['needs'] }>>;
}

/** Stands where an id belongs that nothing has. */
const nobody: Readonly<Record<string, string>> = {
  id: 'nothing',
  name: 'Nobody',
  file: 'none.csv',
};

/** Sets every clock of a server back by two hours: the tokens that it gives have run out in the time of others. */
const twoHoursAgo = `data:text/javascript,${encodeURIComponent(`
  const now = Date.now;
  globalThis.Date = class extends Date {
    constructor(...given) {
      if (given.length === 0) super(now() - 7_200_000);
      else super(...given);
    }
    static now() {
      return now() - 7_200_000;
    }
  };
`)}`;

function operationsOf({ paths }: Document): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { 'x-scopes': needs }]) => {
      if (needs === undefined) throw new Error(`${method} ${path} does not say what it needs`);
      return { method: method.toUpperCase(), path, needs };
    }),
  );
}

describe('a server that requires credentials', () => {
  const data = createDataDir();
  let server: RunningServer;
  let operations: Operation[];
  let admin: Record<string, string>;
  let expired: Record<string, string>;

  const send = async (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: object,
  ): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> => {
    const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => nobody[name] ?? 'Nothing');
    const response = await fetch(`${server.url}${filled}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
    const told = isJson ? (JSON.parse(text) as Record<string, unknown>) : {};
    return { status: response.status, body: told, headers: response.headers };
  };
  const login = async (username: string, word: string): Promise<Record<string, string>> => {
    const { body } = await send('POST', '/api/v1/auth/login', {}, { username, password: word });
    return { authorization: `Bearer ${String(body['token'])}` };
  };
  const createKey = async (
    allowed: readonly Scope[],
    more: object = {},
  ): Promise<Record<string, string>> => {
    const asked = { name: 'matrix', scopes: allowed, ...more };
    const { body } = await send('POST', '/api/v1/keys', admin, asked);
    return { 'x-api-key': String(body['key']) };
  };
  const guarded = (): Operation[] => operations.filter(({ needs }) => needs !== 'public');

  beforeAll(async () => {
    const settings = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_AUTH: 'required',
      // The matrix is thousands of requests in a minute; limits have a test of their own.
      CAXTON_RATE_LIMIT: '0',
      CAXTON_RATE_LIMIT_WORKSPACE: '0',
      CAXTON_RATE_LIMIT_ADDRESS: '0',
    };
    server = await ServerUnderTest.start({ settings, nodeFlags: ['--import', twoHoursAgo] });
    expired = await login('admin', password);
    await server.process.stop();
    server = await ServerUnderTest.start({ settings });
    const response = await fetch(`${server.url}/openapi.json`);
    operations = operationsOf((await response.json()) as Document);
    admin = await login('admin', password);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('is asked for every operation of its document, those of every kind of thing among them', () => {
    const kinds = new Set(operations.map(({ path }) => path.split('/')[3]));
    expect([...kinds]).toEqual(
      expect.arrayContaining([
        ...['agents', 'approvals', 'artifacts', 'audit', 'auth', 'capabilities', 'conversations'],
        ...['dead-letters', 'keys', 'mcp-servers', 'memory', 'messages', 'tools', 'users'],
        ...['storage', 'webhooks', 'workers', 'workspaces'],
      ]),
    );
    expect(guarded().length).toBeGreaterThan(95);
  });

  it('answers nobody without credentials but where the document says so', async () => {
    const open: string[] = [];
    const isSilent: boolean[] = [];
    for (const { method, path } of operations) {
      const { status, headers } = await send(method, path);
      if (status !== 401) open.push(`${method} ${path}`);
      isSilent.push(status === 401 && headers.get('www-authenticate') === null);
    }

    expect(isSilent).not.toContain(true);
    const declared = operations.filter(({ needs }) => needs === 'public');
    expect(open.sort()).toEqual(declared.map(({ method, path }) => `${method} ${path}`).sort());
  });

  it('takes no key or token that it did not give, or that has ended or run out', async () => {
    const { body: made } = await send('POST', '/api/v1/users', admin, {
      ...{ username: 'leaver', roles: ['admin'], password },
    });
    expect(made).toMatchObject({ username: 'leaver', roles: ['admin'] });
    const retired = await login('leaver', password);
    await send('PATCH', '/api/v1/users/leaver', admin, { disabled: true });
    const ended = await createKey([...scopes]);
    const { body: listed } = await send('GET', '/api/v1/keys', admin);
    const [{ key_id: id }] = listed['keys'] as [{ key_id: string }];
    await send('DELETE', `/api/v1/keys/${id}`, admin);
    const soon = new Date(Date.now() + 1_000).toISOString();
    const brief = await createKey(['agents:read'], { expires_at: soon });
    const credentials = [
      ...[
        retired,
        ended,
        expired,
        brief,
        { 'x-api-key': 'your-api-key' },
        { authorization: 'Bearer abc' },
      ],
      ...[{ authorization: 'Basic YWRtaW46YWRtaW4=' }, { ...admin, ...ended }],
    ];

    await eventually(
      () => send('GET', '/api/v1/agents', brief),
      ({ status }) => status === 401,
    );
    for (const { method, path } of guarded()) {
      for (const shown of credentials) {
        const { status, body } = await send(method, path, shown);
        expect([method, path, shown, status]).toEqual([method, path, shown, 401]);
        expect(body).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
      }
    }
  }, 60_000);

  it('refuses whoever lacks one of the scopes of an operation, and names it', async () => {
    const keys = new Map<string, Record<string, string>>();
    for (const { method, path, needs } of guarded()) {
      for (const lacking of needs === 'public' ? [] : needs) {
        const key = keys.get(lacking) ?? (await createKey(scopes.filter((s) => s !== lacking)));
        keys.set(lacking, key);
        const { status, body } = await send(method, path, key);
        expect([method, path, status]).toEqual([method, path, 403]);
        expect(body).toMatchObject({
          error: { code: 'FORBIDDEN', details: { missing_scopes: [lacking] } },
        });
      }
    }
    expect([...keys.keys()].length).toBeGreaterThan(10);
  }, 60_000);

  it('lets through whoever has the scopes of an operation and no others', async () => {
    const keys = new Map<string, Record<string, string>>();
    for (const { method, path, needs } of guarded()) {
      if (needs === 'public' || needs.length === 0) continue;
      const word = needs.join(' ');
      const key = keys.get(word) ?? (await createKey(needs));
      keys.set(word, key);
      const { status } = await send(method, path, key);
      expect([method, path, [401, 403].includes(status), status < 500]).toEqual([
        ...[method, path, false, true],
      ]);
    }
  }, 60_000);

  it('lets whoever is granted some agents and capabilities address no others', async () => {
    const { body } = await send('POST', '/api/v1/keys', admin, {
      ...{ name: 'bounded', scopes: [...scopes] },
      grants: { agents: ['Sales*'], capabilities: ['sales-*'] },
    });
    const key = { 'x-api-key': String(body['key']) };
    const agent = { name: 'SalesBot', capabilities: ['sales-help'], system_prompt: 'Help.' };
    const message = { performative: 'request', content: { text: 'Hi' } };
    const within = [
      await send('POST', '/api/v1/agents', key, agent),
      await send('GET', '/api/v1/agents/SalesBot', key),
      await send('POST', '/api/v1/messages', key, { capability: 'sales-help', ...message }),
    ];
    const beyond = [
      await send('POST', '/api/v1/agents', key, { ...agent, name: 'Other' }),
      await send('POST', '/api/v1/agents', key, { ...agent, capabilities: ['finance'] }),
      await send('DELETE', '/api/v1/agents/Other', key),
      await send('GET', '/api/v1/agents/Other/memory', key),
      await send('GET', '/api/v1/memory/search?agent_id=Other&query=x', key),
      await send('POST', '/api/v1/messages', key, { capability: 'finance', ...message }),
      await send('GET', '/api/v1/capabilities/finance', key),
      await send('POST', '/api/v1/keys', key, {
        name: 'wider',
        scopes: ['agents:read'],
        grants: {},
      }),
    ];

    expect(within.map(({ status }) => status)).toEqual([201, 200, 200]);
    expect(beyond.map(({ status }) => status)).toEqual(beyond.map(() => 403));
  });

  it('lets whoever has a one-time password do nothing but choose their own', async () => {
    const { body: made } = await send('POST', '/api/v1/users', admin, {
      ...{ username: 'newcomer', roles: ['developer'] },
    });
    const once = String(made['one_time_password']);
    const newcomer = await login('newcomer', once);

    expect(await send('GET', '/api/v1/agents', newcomer)).toMatchObject({
      status: 403,
      body: { error: { code: 'PASSWORD_CHANGE_REQUIRED' } },
    });

    const { body: own } = await send('POST', '/api/v1/auth/password', newcomer, {
      ...{ current_password: once, new_password: 'one of my own' },
    });
    const headers = { authorization: `Bearer ${String(own['token'])}` };
    expect(await send('GET', '/api/v1/agents', headers)).toHaveProperty('status', 200);
    expect(await send('GET', '/api/v1/agents', newcomer)).toHaveProperty('status', 401);
  });

  it('writes down who did what, in a chain that is whole', async () => {
    const { body: page } = await send('GET', '/api/v1/audit?action=user.create&limit=1', admin);
    expect(page['events']).toMatchObject([
      { action: 'user.create', target: 'user:newcomer', actor_kind: 'user', outcome: 'ok' },
    ]);
    const { body: key } = await send('POST', '/api/v1/keys', admin, {
      ...{ name: 'audited', scopes: ['agents:read'] },
    });
    const { body: made } = await send('GET', '/api/v1/audit?action=key.create&limit=1', admin);
    expect(made['events']).toMatchObject([{ target: `key:${String(key['key_id'])}` }]);
    const { status } = await send('POST', `/api/v1/keys/${String(key['key_id'])}/rotate`, admin);
    expect(status).toBe(201);
    const { body: turned } = await send('GET', '/api/v1/audit?action=key.rotate&limit=1', admin);
    expect(turned['events']).toMatchObject([{ target: `key:${String(key['key_id'])}` }]);
    const { body: refused } = await send(
      'POST',
      '/api/v1/auth/login',
      {},
      {
        ...{ username: 'admin', password: 'wrong' },
      },
    );
    expect(refused).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
    const { body: logins } = await send('GET', '/api/v1/audit?action=auth.login&limit=1', admin);
    expect(logins['events']).toMatchObject([{ target: 'user:admin', outcome: 'refused' }]);
    const { body: chain } = await send('GET', '/api/v1/audit/chain', admin);
    expect(chain).toMatchObject({ intact: true, broken_at: null });
  });
});
