import { connect } from 'node:net';
import { ContractFetch } from '../support/contract-fetch.js';
import { badCalls } from './bad-calls.js';
import { badMessages, message, messages } from './bad-messages.js';
import { badPlaces } from './bad-places.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Refusal {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: { readonly errors?: readonly { readonly field: string }[] };
    readonly timestamp: string;
    readonly request_id: string;
  };
}

interface Described {
  readonly paths: Readonly<
    Record<
      string,
      { readonly get?: { readonly parameters?: readonly { readonly name: string }[] } }
    >
  >;
}

/** Ids of webhooks have a form that is checked before everything else. */
const noWebhook = 'whk-00000000-0000-7000-8000-000000000000';

/** The addresses of all lists that are read page by page, ready for one more parameter. */
function listsOf({ paths }: Described): string[] {
  return Object.entries(paths).flatMap(([path, { get }]) => {
    const names = (get?.parameters ?? []).map(({ name }) => name);
    if (!names.includes('cursor')) return [];
    const agent = names.includes('agent_id') ? 'agent_id=A&' : '';
    const id = path.includes('/webhooks/') ? noWebhook : 'x';
    return [`${path.replaceAll(/\{\w+\}/g, id)}?${agent}`];
  });
}

describe('bad input', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
      },
    });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it.each([...badMessages, ...badCalls, ...badPlaces])(
    '$what is refused and named',
    async (bad) => {
      const { status, headers, body } = await api.call<Refusal>(bad.path, bad.options);
      expect({ status, code: body.error.code }).toEqual({ status: bad.status, code: bad.code });
      expect(headers.get('x-request-id')).toBe(body.error.request_id);
      const fields = body.error.details.errors?.map(({ field }) => field) ?? [];
      expect(fields).toEqual(expect.arrayContaining(bad.field === undefined ? [] : [bad.field]));
    },
  );

  it('a query parameter that an operation does not declare is refused by every operation', async () => {
    const { body } = await api.call<{ paths: Record<string, object> }>('/openapi.json');
    const operations = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method: method.toUpperCase() })),
    );
    expect(operations.length).toBeGreaterThan(40);
    const taken: string[] = [];
    for (const { path, method } of operations) {
      const place = path.replaceAll(/\{\w+\}/g, 'x');
      const reply = await api.call<Refusal>(`${place}?dryrun=true`, { method });
      const [refused] = reply.status === 400 ? (reply.body.error.details.errors ?? []) : [];
      if (refused?.field !== 'dryrun') taken.push(`${method} ${path}`);
    }
    expect(taken).toEqual([]);
  });

  it('a cursor of another list, of another filter, or garbled is refused by every list', async () => {
    const { body } = await api.call<Described>('/openapi.json');
    const first = await api.call<{ next_cursor: string }>('/api/v1/agents?limit=1');
    const { next_cursor: cursor } = first.body;
    expect((await api.call(`/api/v1/agents?limit=2&cursor=${cursor}`)).status).toBe(200);
    const lists = listsOf(body);
    expect(lists.length).toBeGreaterThan(7);
    const taken: string[] = [];
    for (const list of [...lists, '/api/v1/agents?status=paused&']) {
      for (const wrong of [list === '/api/v1/agents?' ? `${cursor}0` : cursor, 'garbled']) {
        const { status, body: said } = await api.call<Refusal>(`${list}cursor=${wrong}`);
        const [refused] = status === 400 ? (said.error.details.errors ?? []) : [];
        if (refused?.field !== 'cursor') taken.push(list);
      }
    }
    expect(taken).toEqual([]);
  });

  it('a body that is not declared as JSON is refused with what to send', async () => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await api.call<Refusal>(messages, { ...message({}), headers: form });
    expect(reply.status).toBe(415);
    expect(JSON.stringify(reply.body)).toContain('Content-Type: application/json');
  });

  it('a field that no message has is left out, and the answer says so', async () => {
    const misspelt = message({ content: {}, converstion_id: 'c', priority: 1 });
    for (const path of [messages, `${messages}?dry_run=true`]) {
      const { status, body } = await api.call(path, misspelt);
      expect([status, body['warnings']]).toEqual([
        200,
        [
          expect.objectContaining({
            field: 'converstion_id',
            message: expect.stringContaining('did you mean conversation_id?') as string,
          }),
          expect.objectContaining({ field: 'priority', code: 'UNKNOWN_FIELD' }),
        ],
      ]);
    }
    expect((await api.call(messages, message({ content: {} }))).body).not.toHaveProperty(
      'warnings',
    );
  });

  it('the id of the sender comes back, unless it is not fit for a log', async () => {
    const sane = await api.call('/api/v1/nothing', { headers: { 'x-request-id': 'trace-42' } });
    expect(sane.headers.get('x-request-id')).toBe('trace-42');
    const rude = await api.call('/api/v1/nothing', { headers: { 'x-request-id': '<script>' } });
    expect(rude.headers.get('x-request-id')).toMatch(/^req-/);
  });

  it.each([
    [
      'headers of 20 KB',
      `GET / HTTP/1.1\r\nHost: localhost\r\nA: ${'a'.repeat(20_000)}\r\n\r\n`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    ['what is not HTTP', 'HELO caxton\r\n\r\n', 400, 'INVALID_REQUEST'],
  ])('%s is answered in the one shape of errors', async (_what, text, status, code) => {
    const answer = await say(server.url, text);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${String(status)} `));
    const body = JSON.parse(answer.slice(answer.indexOf('{'))) as Refusal;
    expect(body.error).toMatchObject({
      code,
      request_id: expect.stringMatching(/^req-/) as string,
    });
  });

  it('none of it got as far as Postgres', () => {
    expect(server.process.logged('Postgres refused data')).toBe(false);
  });

  it('the server still works after all of it', async () => {
    const { status, body } = await api.call(messages, message({ content: { a: 1 }, wait: '20s' }));
    expect(status).toBe(200);
    expect(body).toMatchObject({ reply: { content: { said: { a: 1 } } } });
  });
});

/** Sends bytes and reads until the server closes. */
async function say(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.end(text);
  let answer = '';
  for await (const chunk of socket.setEncoding('utf8')) answer += chunk as string;
  return answer;
}
