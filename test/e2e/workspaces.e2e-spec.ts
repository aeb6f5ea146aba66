import { modes, type Ground } from '../support/grounds.js';
import { eventually } from '../support/eventually.js';
import {
  adminPassword as password,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

type Headers = Readonly<Record<string, string>>;
type Ids = Readonly<Record<string, string>>;

/** Every operation that reads one thing, by what is filled in where its id belongs. */
const readings = (ids: Ids): Readonly<Record<string, string | undefined>> => {
  const of = 'agent_id=Remembering';
  return {
    '/api/v1/agents/{name}': 'Own',
    '/api/v1/agents/{name}/health': 'Own',
    '/api/v1/agents/{name}/versions': 'Own',
    '/api/v1/agents/{name}/versions/{number}': 'Own',
    '/api/v1/agents/{name}/versions/diff?from=1&to=1': 'Own',
    '/api/v1/templates/{id}': 'own-template',
    '/api/v1/capabilities/{name}': 'own-work',
    '/api/v1/tools/{name}': 'own_tool',
    '/api/v1/messages/{id}': ids['message'],
    '/api/v1/messages/{id}/route': ids['message'],
    '/api/v1/messages/{id}/steps': ids['message'],
    '/api/v1/batches/{id}': 'own-batch',
    '/api/v1/conversations/{id}': ids['conversation'],
    '/api/v1/conversations/{id}/export': ids['conversation'],
    '/api/v1/conversation-operations/{id}': ids['keeping'],
    '/api/v1/conversations/{id}/messages': ids['conversation'],
    '/api/v1/conversations/{id}/graph': ids['conversation'],
    '/api/v1/artifacts/{id}': ids['artifact'],
    '/api/v1/artifacts/{id}/metadata': ids['artifact'],
    '/api/v1/agents/{name}/memory': 'Own',
    [`/api/v1/memory/entities/{entity}?${of}`]: 'acme_plan',
    [`/api/v1/memory/graph/{entity}?${of}`]: 'acme_plan',
    [`/api/v1/memory/relations/{id}?${of}`]: ids['relation'],
    [`/api/v1/memory/relations/{id}/why?${of}`]: ids['relation'],
    [`/api/v1/memory/relations/{id}/impact?${of}`]: ids['relation'],
    '/api/v1/users/{name}': 'colleague',
    '/api/v1/keys/{id}': ids['key'],
  };
};

/** What nothing is made of here; their statements name the workspace, and the net is under them. */
const notMade = [
  '/api/v1/agents/{name}/split',
  '/api/v1/approvals/{id}',
  '/api/v1/dead-letters/{id}',
  '/api/v1/mcp-servers/{name}',
  '/api/v1/memory/observations/{id}/impact',
  '/api/v1/memory/observations/{id}/why',
  '/api/v1/webhooks/{id}',
  '/api/v1/webhooks/{id}/deliveries',
  '/api/v1/workspaces/{name}',
];

const lists = {
  '/api/v1/agents': 'Own',
  '/api/v1/capabilities': 'own-work',
  '/api/v1/tools': 'own_tool',
  '/api/v1/templates': 'own-template',
  '/api/v1/batches': 'own-batch',
  '/api/v1/conversations': 'own-talk',
  '/api/v1/artifacts': 'own.csv',
  '/api/v1/users': 'colleague',
  '/api/v1/keys': 'own key',
  '/api/v1/audit': 'user:colleague',
  '/api/v1/memory/entities?agent_id=Remembering': 'acme_plan',
  '/api/v1/memory/search?agent_id=Remembering&query=the+plan+of+the+year': 'acme_plan',
  '/api/v1/memory/export': 'acme_plan',
};

const grounds = modes.filter(([mode]) => mode !== 'scale-out');

describe.each(grounds)('workspaces in the %s mode', (mode, title, servers, open) => {
  describeWith(servers, title, () => {
    let ground: Ground;
    let server: RunningServer;
    let ours: Headers;
    let theirs: Headers;
    let ids: Ids;

    const send = async (
      method: string,
      path: string,
      headers: Headers = {},
      body?: object | string,
    ): Promise<Answer & { readonly text: string }> => {
      const isJson = typeof body === 'object';
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
        ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
      });
      const text = await response.text();
      const isRecord = text.startsWith('{') && !text.includes('\n{');
      const body_ = isRecord ? (JSON.parse(text) as Answer['body']) : {};
      return { status: response.status, body: body_, text };
    };
    const made = async (
      path: string,
      headers: Headers,
      body: object | string,
    ): Promise<Answer['body']> => {
      const answer = await send('POST', path, headers, body);
      if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
      return answer.body;
    };
    const login = async (username: string): Promise<Headers> => {
      const body = await made('/api/v1/auth/login', {}, { username, password });
      return { authorization: `Bearer ${String(body['token'])}` };
    };
    const deploy = (headers: Headers, name: string, capability: string): Promise<unknown> =>
      made('/api/v1/agents', headers, {
        ...{ name, capabilities: [capability], system_prompt: 'You help.' },
        memory: { enabled: true, scope: 'workspace' },
      });

    beforeAll(async () => {
      ground = await open();
      const settings = {
        ...{ CAXTON_AUTH: 'required', CAXTON_ADMIN_PASSWORD: password },
        ...(mode === 'database'
          ? { CAXTON_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}` }
          : {}),
      };
      server = await ServerUnderTest.start({ settings: { ...ground.settings, ...settings } });
      ours = await login('admin');
      await made('/api/v1/workspaces', ours, {
        ...{ name: 'acme', admin: 'ada', password },
      });
      theirs = await login('ada');
      await deploy(ours, 'Own', 'own-work');
      for (const who of [ours, theirs]) await deploy(who, 'Remembering', 'remembering');
      ids = await makeOurs();
    });
    afterAll(async () => {
      await server.process.stop();
      await ground.remove();
    });

    async function makeOurs(): Promise<Ids> {
      const message = await made('/api/v1/messages', ours, {
        ...{ capability: 'own-work', performative: 'request', content: { text: 'Hi' } },
        conversation_id: 'own-talk',
      });
      await made('/api/v1/messages/batch', ours, {
        ...{ batch_id: 'own-batch', messages: [{ capability: 'own-work', content: {} }] },
      });
      await made('/api/v1/templates', ours, {
        ...{ id: 'own-template', name: 'Own', description: 'Makes our own.' },
        configuration: { capabilities: ['own-work'], system_prompt: 'You help.' },
      });
      const keeping = await made('/api/v1/conversations/archive', ours, { older_than: '24h' });
      const file = { ...ours, 'content-type': 'text/csv' };
      const artifact = await made('/api/v1/artifacts?name=own.csv', file, 'a\n1\n');
      const of = { agent_id: 'Remembering' };
      await made('/api/v1/memory/entities/batch', ours, {
        ...of,
        entities: ['acme_plan', 'acme_year'].map((entity_name) => ({
          ...{ entity_name, entity_type: 'note', observations: ['The plan of the year'] },
        })),
      });
      const relation = await made('/api/v1/memory/relations', ours, {
        ...{ ...of, from_entity: 'acme_plan', to_entity: 'acme_year', relation_type: 'is_of' },
      });
      await made('/api/v1/users', ours, { username: 'colleague', roles: ['viewer'], password });
      const key = await made('/api/v1/keys', ours, { name: 'own key', scopes: ['agents:read'] });
      await made('/api/v1/tools', ours, {
        ...{ name: 'own_tool', description: 'Looks.', parameters: { type: 'object' } },
        ...{ method: 'GET', url: 'https://example.com/', safety: 'read_only' },
      });
      const text = (from: object, field: string): string =>
        String((from as Record<string, unknown>)[field]);
      return {
        message: text(message, 'message_id'),
        conversation: 'own-talk',
        keeping: text(keeping, 'operation_id'),
        artifact: text(artifact, 'artifact_id'),
        relation: text(relation, 'relation_id'),
        key: text(key, 'key_id'),
      };
    }

    const fill = (path: string, value: string | undefined): string =>
      path.replace('{number}', '1').replace(/\{\w+\}/, value ?? 'nothing');

    it('answers 404 to whoever asks for what is of another workspace', async () => {
      for (const [path, value] of Object.entries(readings(ids))) {
        const filled = fill(path, value);
        expect([filled, (await send('GET', filled, ours)).status]).toEqual([filled, 200]);
        expect([filled, (await send('GET', filled, theirs)).status]).toEqual([filled, 404]);
      }
    });

    it('leaves out no operation that reads one thing', async () => {
      const response = await fetch(`${server.url}/openapi.json`);
      const { paths } = (await response.json()) as { paths: Record<string, { get?: object }> };
      const single = Object.keys(paths).filter(
        (path) => path.startsWith('/api/') && path.includes('{') && paths[path]?.get !== undefined,
      );
      const tried = Object.keys(readings(ids)).map((path) => path.split('?')[0]);
      expect([...new Set([...tried, ...notMade])].sort()).toEqual(single.sort());
    });

    it('lists nothing of another workspace', async () => {
      for (const [path, sign] of Object.entries(lists)) {
        const own = (): Promise<boolean> =>
          send('GET', path, ours).then(({ text }) => text.includes(sign));
        expect([path, await eventually(own, Boolean)]).toEqual([path, true]);
        const { status, text } = await send('GET', path, theirs);
        expect([path, status, text.includes(sign)]).toEqual([path, 200, false]);
      }
    });

    it('takes turns in every workspace, in conversations of the same name', async () => {
      const path = '/api/v1/conversations/own-talk/messages';
      await made('/api/v1/messages', theirs, {
        ...{ capability: 'remembering', performative: 'request', content: { text: 'Hi' } },
        conversation_id: 'own-talk',
      });
      const answered = async (who: Headers): Promise<unknown[]> => {
        const { body } = await send('GET', path, who);
        return body['messages'] as unknown[];
      };
      for (const who of [ours, theirs]) {
        expect(
          await eventually(
            () => answered(who),
            ({ length }) => length >= 2,
          ),
        ).toHaveLength(2);
      }
    });

    it('shows workspaces only to whoever manages the default one', async () => {
      const { body } = await send('GET', '/api/v1/workspaces', ours);
      const names = (body['workspaces'] as { name: string }[]).map(({ name }) => name);
      expect(names).toEqual(['acme', 'default']);
      expect(await send('GET', '/api/v1/workspaces/acme', ours)).toHaveProperty('status', 200);
      expect(await send('GET', '/api/v1/workspaces/none', ours)).toHaveProperty('status', 404);
      for (const [method, path] of [
        ['GET', '/api/v1/workspaces'],
        ['GET', '/api/v1/workspaces/default'],
        ['DELETE', '/api/v1/workspaces/default?confirm=true'],
      ] as const) {
        expect([path, (await send(method, path, theirs)).status]).toEqual([path, 403]);
      }
    });

    it('makes no workspace under a name, or with an admin, that is taken', async () => {
      const create = (name: string, admin: string): Promise<Answer> =>
        send('POST', '/api/v1/workspaces', ours, { name, admin });
      expect(await create('acme', 'bob')).toMatchObject({ status: 409 });
      expect(await create('other', 'ada')).toMatchObject({
        body: { error: { code: 'USER_ALREADY_EXISTS' } },
      });
      expect(await send('GET', '/api/v1/workspaces/other', ours)).toHaveProperty('status', 404);
    });

    it('removes a workspace with all that is in it only when that is confirmed, for good', async () => {
      const remove = (query: string): Promise<Answer> =>
        send('DELETE', `/api/v1/workspaces/acme${query}`, ours);
      expect(await remove('')).toMatchObject({ body: { error: { code: 'WORKSPACE_NOT_EMPTY' } } });
      expect(await send('GET', '/api/v1/agents', theirs)).toHaveProperty('status', 200);
      expect(await remove('?confirm=true')).toMatchObject({ body: { status: 'removed' } });
      expect(await send('GET', '/api/v1/agents', theirs)).toHaveProperty('status', 401);
      expect(await send('GET', '/api/v1/agents/Own', ours)).toHaveProperty('status', 200);
      expect(
        await send('POST', '/api/v1/workspaces', ours, { name: 'acme', admin: 'eve' }),
      ).toMatchObject({ body: { error: { code: 'WORKSPACE_ALREADY_EXISTS' } } });
    });
  });
});
