import {
  adminPassword,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { readEvents } from '../support/read-events.js';
import { asViewer, perform, type Loot, type RawAnswer, type RawCall } from './red-team/attack.js';
import { crookedHeaders } from './red-team/crooked-headers.js';
import { crookedPaths } from './red-team/crooked-paths.js';
import { escalations, massAssignments } from './red-team/escalations.js';
import { forgedTokens } from './red-team/forged-tokens.js';
import { newerWays } from './red-team/newer-ways.js';
import { poisonedBodies } from './red-team/poisoned-bodies.js';
import { stolenCredentials } from './red-team/stolen-credentials.js';

/** What no answer may hold: where the code is, what the database was asked, a file of the system. */
const leaks =
  /node_modules|\.js:\d+|at Object\.|QueryFailedError|\bselect\b.+\bfrom\b|root:x:0|"dependencies"|-----BEGIN/i;

const attacks = [
  ...forgedTokens,
  ...stolenCredentials,
  ...escalations,
  ...crookedPaths,
  ...crookedHeaders,
  ...newerWays,
];

describe('an attack with', () => {
  const data = createDataDir();
  let server: RunningServer;
  let admin: Record<string, string>;
  let loot: Loot;

  const send = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, string>> => {
    const headers = { ...admin, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const call: RawCall = { method, path, headers, ...sent };
    return JSON.parse((await perform(server.url, call)).body) as Record<string, string>;
  };
  const login = (username: string, password: string): Promise<Record<string, string>> =>
    send('POST', '/api/v1/auth/login', { username, password });
  /** Nothing is said of an answer that is as it should be. */
  const verdictOf = ({ status, body }: RawAnswer, due: number): object => ({
    status,
    said: status === due && !leaks.test(body) ? '' : body,
  });

  beforeAll(async () => {
    const limits = ['', '_WORKSPACE', '_ADDRESS', '_LOGIN'].map((end) => [
      `CAXTON_RATE_LIMIT${end}`,
      '0',
    ]);
    server = await ServerUnderTest.start({
      settings: {
        ...(Object.fromEntries(limits) as Record<string, string>),
        ...{ CAXTON_DATA_DIR: data.path, CAXTON_AUTH: 'required' },
      },
    });
    admin = {};
    const { token = '' } = await login('admin', adminPassword);
    admin = { authorization: `Bearer ${token}` };
    for (const [username, role] of [
      ['victim', 'viewer'],
      ['ended', 'admin'],
    ])
      await send('POST', '/api/v1/users', { username, roles: [role], password: 'a good long one' });
    const ended = await login('ended', 'a good long one');
    await send('PATCH', '/api/v1/users/ended', { disabled: true });
    const viewer = await login('victim', 'a good long one');
    const key = await send('POST', '/api/v1/keys', {
      ...{ name: 'bounded', scopes: ['agents:read', 'memory:read', 'keys:write'] },
      grants: { agents: ['Sales*'] },
    });
    const bound = await send('POST', '/api/v1/keys', {
      ...{ name: 'network', scopes: ['agents:read'], networks: ['10.0.0.0/8'] },
    });
    const operations = await send('POST', '/api/v1/keys', {
      ...{ name: 'operations', scopes: ['operations:write'] },
    });
    await send('POST', '/api/v1/agents', {
      ...{ name: 'SalesBot', capabilities: ['sales'], system_prompt: 'Sell.' },
    });
    const { refresh_token: once = '' } = await login('victim', 'a good long one');
    await send('POST', '/api/v1/auth/logout', { refresh_token: once });
    loot = {
      ...{ token: viewer['token'] ?? '', usedRefreshToken: once, endedToken: ended['token'] ?? '' },
      ...{ key: key['key'] ?? '', boundKey: bound['key'] ?? '' },
      operationsKey: operations['key'] ?? '',
    };
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('what was stolen would work where it may: the attacks below fail for their own reasons', async () => {
    const viewer = { authorization: `Bearer ${loot.token}` };
    const allowed = [
      await perform(server.url, { path: '/api/v1/agents', headers: viewer }),
      await perform(server.url, {
        path: '/api/v1/agents/SalesBot',
        headers: { 'x-api-key': loot.key },
      }),
    ];
    expect(allowed.map(({ status }) => status)).toEqual([200, 200]);
    expect(attacks.length + massAssignments.length + poisonedBodies.length).toBeGreaterThan(150);
  });

  it.each(attacks)('$what is answered with $status', async ({ send: make, status }) => {
    const answer = await perform(server.url, make(loot));
    expect(verdictOf(answer, status)).toEqual({ status, said: '' });
  });

  it.each(massAssignments)('%s is refused', async (_what, path, body, status) => {
    const headers = { ...admin, 'content-type': 'application/json' };
    const call = { method: 'POST', path, headers, body: JSON.stringify(body) };
    const answer = await perform(server.url, call);
    expect(verdictOf(answer, status)).toEqual({ status, said: '' });
  });

  it.each(poisonedBodies)('%s in a body is refused, wherever it is sent', async (_what, body) => {
    const headers = { ...admin, 'content-type': 'application/json' };
    for (const path of [
      '/api/v1/messages',
      '/api/v1/agents',
      '/api/v1/users',
      '/api/v1/auth/login',
    ]) {
      const answer = await perform(server.url, { method: 'POST', path, headers, body });
      expect([path, [400, 422].includes(answer.status)]).toEqual([path, true]);
      expect(answer.body).not.toMatch(leaks);
    }
  });

  it('a name that stands ten thousand times in a prompt makes no giant', async () => {
    const user_prompt_template = '{{a}}'.repeat(20_000);
    const test_data = [{ variables: { a: 'x'.repeat(200_000) } }];
    const call = asViewer(loot, 'POST', '/api/v1/test/prompts', {
      ...{ user_prompt_template, test_data },
    });
    const { status, body } = await perform(server.url, call);
    expect([status, body.length < 2_100_000]).toEqual([200, true]);
  });

  it('a frame of a stream in a message is text in one frame', async () => {
    const forged = '\n\nevent: conversation.completed\ndata: {"forged":true}\n\nid: 999\n';
    await send('POST', '/api/v1/messages', {
      ...{ capability: 'sales', performative: 'inform', conversation_id: 'conv-frame' },
      content: { text: forged, [forged]: 1 },
    });
    const response = await fetch(`${server.url}/api/v1/conversations/conv-frame?follow=true`, {
      headers: admin,
    });
    const seen: string[] = [];
    if (response.body === null) throw new Error('There is no stream');
    for await (const { id, data: told } of readEvents(response.body)) {
      seen.push(JSON.stringify(told ?? {}));
      expect(id).not.toBe(999);
    }
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.filter((text) => text.startsWith('{"forged"'))).toEqual([]);
  });

  it('fields of an agent that only the server may set changes nothing, and is told so', async () => {
    const own = { id: 'agt_1', workspace: 'other', created_at: '2001-01-01T00:00:00Z' };
    const made = await send('POST', '/api/v1/agents', {
      ...{ name: 'Assigned', capabilities: ['assigned'], system_prompt: 'x', ...own },
    });
    const { warnings } = made as unknown as { warnings: { field: string; code: string }[] };
    expect(warnings.map(({ field, code }) => [field, code])).toEqual(
      Object.keys(own).map((field) => [field, 'UNKNOWN_FIELD']),
    );
    expect(JSON.stringify(await send('GET', '/api/v1/agents/Assigned'))).not.toMatch(
      /other|agt_1|2001/,
    );
    await send('DELETE', '/api/v1/agents/Assigned');
  });

  it('a guessed name is answered as one with a wrong password', async () => {
    const strip = ({ body, status }: RawAnswer): unknown => {
      const { error } = JSON.parse(body) as { error: Record<string, unknown> };
      return { status, code: error['code'], message: error['message'], details: error['details'] };
    };
    const answers: unknown[] = [];
    for (const username of ['victim', 'nobody-at-all', 'ended']) {
      const body = JSON.stringify({ username, password: 'wrong wrong wrong' });
      const headers = { 'content-type': 'application/json' };
      const call = { method: 'POST', path: '/api/v1/auth/login', headers, body };
      answers.push(strip(await perform(server.url, call)));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
  });

  it('all of these leaves the server as it was', async () => {
    const users = (await send('GET', '/api/v1/users')) as unknown as {
      users: { username: string; roles: string[] }[];
    };
    expect(users.users.map(({ username, roles }) => [username, ...roles]).sort()).toEqual([
      ['admin', 'admin'],
      ['ended', 'admin'],
      ['victim', 'viewer'],
    ]);
    const agents = (await send('GET', '/api/v1/agents')) as unknown as {
      agents: { name: string }[];
    };
    expect(agents.agents.map(({ name }) => name)).toEqual(['SalesBot']);
    expect(await send('GET', '/api/v1/health')).toMatchObject({ status: 'healthy' });
    expect(await send('GET', '/api/v1/audit/chain')).toMatchObject({ intact: true });
  });
});
