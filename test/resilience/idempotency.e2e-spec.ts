import { ContractFetch, type Reply } from '../support/contract-fetch.js';
import { eventually } from '../support/eventually.js';
import { createReadyDatabase } from '../support/migrated-database.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith } from '../support/test-servers.js';

const agentsDir = `${import.meta.dirname}/../e2e/agents`;

/** A POST that changes something, and how to count what it did. */
interface Operation {
  readonly path: string;
  readonly body?: object;
  /** How often its effect happened. */
  readonly count: (api: ContractFetch) => Promise<number>;
}

const configuration = {
  name: 'Once',
  capabilities: ['saying-once'],
  system_prompt: 'You say it once.',
};

const operations: Readonly<Record<string, Operation>> = {
  'a message': {
    path: '/api/v1/messages',
    body: { capability: 'echo', conversation_id: 'once', content: { number: 1 } },
    count: async (api) => {
      const path = '/api/v1/conversations/once/messages';
      const { body } = await api.call<{ messages: { sender: string }[] }>(path);
      return body.messages.filter(({ sender }) => sender === 'api_client').length;
    },
  },
  'a deployment': {
    path: '/api/v1/agents',
    body: configuration,
    count: async (api) => {
      const { body } = await api.call<{ total: number }>('/api/v1/agents?capability=saying-once');
      return body.total;
    },
  },
  'a pause': {
    path: '/api/v1/agents/Once/pause',
    count: async (api) => ((await stateOf(api)) === 'paused' ? 1 : 0),
  },
  'a resumption': {
    path: '/api/v1/agents/Once/resume',
    count: async (api) => ((await stateOf(api)) === 'running' ? 1 : 0),
  },
};

async function stateOf(api: ContractFetch): Promise<unknown> {
  return (await api.call('/api/v1/agents/Once')).body['status'];
}

function post(api: ContractFetch, { path, body }: Operation, key: string): Promise<Reply> {
  return api.call(path, { method: 'POST', body, headers: { 'idempotency-key': key } });
}

/** What every ground must do; `apis` are one or more processes over it. */
function itAnswersOnce(apis: () => readonly ContractFetch[]): void {
  const first = (): ContractFetch => pick(apis(), 0);
  const last = (): ContractFetch => pick(apis(), -1);

  it.each(Object.entries(operations))(
    'does %s once, however often it is sent',
    async (name, operation) => {
      const key = `five-${name.replaceAll(' ', '-')}`;
      const replies = await Promise.all(
        Array.from({ length: 5 }, (_, n) => post(pick(apis(), n % apis().length), operation, key)),
      );
      const later = await post(last(), operation, key);
      const all = [...replies, later];
      expect(new Set(all.map(({ status }) => status)).size).toBe(1);
      expect(later.status).toBeLessThan(300);
      for (const { body } of all) expect(body).toEqual(later.body);
      const replayed = all.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
      expect(replayed).toHaveLength(5);
      expect(await operation.count(first())).toBe(1);
    },
  );
}

/** What must be refused, and what must not be. */
function itRefusesAndForgives(apis: () => readonly ContractFetch[]): void {
  const first = (): ContractFetch => pick(apis(), 0);
  const last = (): ContractFetch => pick(apis(), -1);

  it('refuses a key that was used for something else, on any operation', async () => {
    await post(first(), pick(Object.values(operations), 0), 'other-use');
    for (const operation of Object.values(operations).slice(1)) {
      const { status, body } = await post(last(), operation, 'other-use');
      expect([status, body]).toMatchObject([422, { error: { code: 'IDEMPOTENCY_KEY_REUSED' } }]);
    }
  });

  it('refuses a key that is none, the header named, and does nothing', async () => {
    for (const operation of Object.values(operations)) {
      for (const key of ['two words', 'x'.repeat(256)]) {
        const { status, body } = await post(first(), operation, key);
        expect([status, body]).toMatchObject([
          400,
          { error: { details: { errors: [{ field: 'Idempotency-Key' }] } } },
        ]);
      }
    }
  });

  it('saves no refusal: the same key does it when it can be done', async () => {
    const operation = { ...pick(Object.values(operations), 1), body: { name: 'Later' } };
    const refused = await post(first(), operation, 'later');
    expect(refused.status).toBe(422);
    const body = { ...configuration, name: 'Later', capabilities: ['saying-later'] };
    const done = await post(last(), { ...operation, body }, 'later');
    expect([done.status, done.headers.get('idempotency-replayed')]).toEqual([201, null]);
  });

  it('gives the answer of then, also when it could not be done any more', async () => {
    const body = { ...configuration, name: 'Gone', capabilities: ['being-gone'] };
    await first().call('/api/v1/agents', { body });
    const message = {
      path: '/api/v1/messages',
      body: { capability: 'being-gone', content: {}, timeout: '1h' },
      count: () => Promise.resolve(1),
    };
    const sent = await post(first(), message, 'gone');
    await first().call('/api/v1/agents/Gone?force=true', { method: 'DELETE' });
    const { status } = await eventually(
      () => last().call('/api/v1/messages', { body: message.body }),
      (reply) => reply.status === 404,
    );
    expect(status).toBe(404);
    const again = await post(last(), message, 'gone');
    expect([again.status, again.body]).toEqual([200, sent.body]);
  });
}

function pick<T>(items: readonly T[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error('There is none.');
  return item;
}

describe('Idempotency-Key on the embedded server', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    const settings = { CAXTON_DATA_DIR: data.path, CAXTON_AGENTS_DIR: agentsDir };
    server = await ServerUnderTest.start({ settings });
    api = await ContractFetch.of(server.url);
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  itAnswersOnce(() => [api]);
  itRefusesAndForgives(() => [api]);

  it('is taken by every operation that creates or changes something by POST', async () => {
    const response = await fetch(`${server.url}/openapi.json`);
    const { paths } = (await response.json()) as {
      paths: Record<string, { post?: { parameters?: { name: string; in: string }[] } }>;
    };
    const posts = Object.entries(paths).flatMap(([path, { post: operation }]) =>
      operation === undefined ? [] : [{ path, parameters: operation.parameters ?? [] }],
    );
    const without = posts.filter(
      ({ parameters }) => !parameters.some(({ name }) => name === 'Idempotency-Key'),
    );
    expect(posts.length).toBeGreaterThanOrEqual(4);
    // A search changes nothing, and nor does a preview; they are POSTs because their question is a body. Answers with credentials are not kept.
    const left =
      /\/(?:search|generate|validate\/(?:config|capabilities)|test\/prompts)$|^\/api\/v1\/(?:auth|users|keys|workspaces)(?:\/|$)/;
    expect(without.filter(({ path }) => !left.test(path))).toEqual([]);
  });

  it.each([
    ['/api/v1/keys', { name: 'again', scopes: ['agents:read'] }],
    ['/api/v1/keys/3kTz81Qw/rotate', {}],
    ['/api/v1/users', { username: 'again', roles: ['viewer'] }],
    ['/api/v1/workspaces', { name: 'again', admin: 'again' }],
  ])('is refused by %s, whose answer is not kept', async (path, body) => {
    const headers = { 'idempotency-key': 'secret' };
    const answer = await api.call(path, { method: 'POST', body, headers });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { error: { details: { errors: [{ field: 'Idempotency-Key' }] } } },
    ]);
  });
});

describeWith(['postgres'], 'Idempotency-Key across two API processes', () => {
  let drop: () => Promise<void>;
  const servers: RunningServer[] = [];
  const apis: ContractFetch[] = [];

  beforeAll(async () => {
    const database = await createReadyDatabase();
    drop = () => database.drop();
    const settings = { CAXTON_DATABASE_URL: database.url, CAXTON_AGENTS_DIR: agentsDir };
    servers.push(await ServerUnderTest.start({ settings }));
    servers.push(
      await ServerUnderTest.start({ settings, command: ['server', 'start', '--api-only'] }),
    );
    for (const { url } of servers) apis.push(await ContractFetch.of(url));
  });
  afterAll(async () => {
    await Promise.all(servers.map(({ process }) => process.stop()));
    await drop();
  });

  itAnswersOnce(() => apis);
  itRefusesAndForgives(() => apis);
});

describeWith(['postgres'], 'a server that requires an Idempotency-Key', () => {
  it('refuses a POST without one and takes it with one', async () => {
    const database = await createReadyDatabase();
    const server = await ServerUnderTest.start({
      settings: { CAXTON_DATABASE_URL: database.url, CAXTON_IDEMPOTENCY_REQUIRED: 'true' },
      command: ['server', 'start', '--api-only'],
    });
    const api = await ContractFetch.of(server.url);
    const without = await api.call('/api/v1/agents', { body: configuration });
    const headers = { 'idempotency-key': 'k' };
    const withKey = await api.call('/api/v1/agents', { body: configuration, headers });
    const search = await api.call('/api/v1/capabilities/search', { body: { query: 'say it' } });
    await server.process.stop();
    await database.drop();
    expect([without.status, without.body]).toMatchObject([
      400,
      { error: { details: { errors: [{ field: 'Idempotency-Key', rule: 'required' }] } } },
    ]);
    expect([withKey.status, search.status]).toEqual([201, 200]);
  });
});
