import { CaxtonClient } from '../caxton-client.js';
import { hang, hangUp, json, refuse, ScriptedServer } from '../scripted-server.fixture.js';
import { Connection } from './connection.js';
import type { ClientOptions } from './settings.js';

const agent = { name: 'A', capabilities: ['a'], system_prompt: 'Be.' };
const deployed = { agent_id: 'A', status: 'deployed' };

describe(Connection, () => {
  let server: ScriptedServer;
  let client: CaxtonClient;

  const open = (options: ClientOptions = {}): CaxtonClient =>
    new CaxtonClient(`${server.url}/`, { apiKey: 'cxk', attempts: 3, ...options });

  beforeEach(async () => {
    server = await ScriptedServer.start();
    client = open();
  });
  afterEach(async () => server.stop());

  it('sends the key, the body and the query, and gives what is answered', async () => {
    server.will(json(deployed, 201));
    expect(await client.agents.deploy(agent, { strict: true, requestId: 'mine', hop: 3 })).toEqual(
      deployed,
    );
    const { method, url, headers, body } = server.received[0] ?? {};
    expect({ method, url, body: JSON.parse(body ?? '') as unknown }).toEqual({
      method: 'POST',
      url: '/api/v1/agents?strict=true',
      body: agent,
    });
    expect(headers).toMatchObject({
      'x-api-key': 'cxk',
      'x-request-id': 'mine',
      'caxton-hop': '3',
      'content-type': 'application/json',
    });
  });

  it('asks for the token before each attempt, so that it can be a new one', async () => {
    let count = 0;
    const token = (): string => `token-${String((count += 1))}`;
    server.will(refuse(503, 'UNAVAILABLE'), json({ agents: [] }));
    await open({ apiKey: null, token }).agents.list();
    expect(server.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
    ]);
  });

  it('reads again after a broken connection and after an error of the server', async () => {
    server.will(hangUp, refuse(500, 'INTERNAL_ERROR'), json({ agents: [], total: 0 }));
    expect(await client.agents.list()).toEqual({ agents: [], total: 0 });
    expect(server.received).toHaveLength(3);
  });

  it('sends what changes something again under one key, and another call under another', async () => {
    server.will(hangUp, json(deployed, 201), json(deployed, 201));
    await client.agents.deploy(agent);
    await client.agents.deploy(agent);
    const [first, second, other] = server.received.map(({ headers }) => headers['idempotency-key']);
    expect(first).toMatch(/^[0-9a-f]{32}$/);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('takes the key that it is given', async () => {
    server.will(json(deployed, 201));
    await client.agents.deploy(agent, { idempotencyKey: 'order-7' });
    expect(server.received[0]?.headers).toMatchObject({ 'idempotency-key': 'order-7' });
  });

  it('does not do again what takes no key, unless it was refused at the door', async () => {
    const key = { name: 'k', scopes: ['agents:read' as const] };
    server.will(hangUp);
    await expect(client.keys.create(key)).rejects.toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(server.received).toHaveLength(1);
    server.will(refuse(429, 'RATE_LIMITED', { 'retry-after': '0' }), json({ id: 'k' }, 201));
    expect(await client.keys.create(key)).toEqual({ id: 'k' });
  });

  it('does not come back sooner than Retry-After says', async () => {
    server.will(refuse(503, 'UNAVAILABLE', { 'retry-after': '1' }), json({ agents: [] }));
    await client.agents.list();
    const [first = 0, second = 0] = server.received.map(({ at }) => at);
    expect(second - first).toBeGreaterThanOrEqual(999);
  });

  it('does not wait for a moment that comes after its time', async () => {
    server.will(refuse(429, 'RATE_LIMITED', { 'retry-after': '30' }));
    await expect(client.agents.list({ timeoutMs: 2_000 })).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      status: 429,
      retryAfterMs: 30_000,
    });
  });

  it('gives up after so many attempts, with the last error', async () => {
    server.will(hangUp, hangUp, refuse(503, 'UNAVAILABLE'));
    await expect(client.agents.list()).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect(server.received).toHaveLength(3);
  });

  it('does not try again what will not go better', async () => {
    server.will(refuse(404, 'AGENT_NOT_FOUND'));
    await expect(client.agents.get('A')).rejects.toMatchObject({ code: 'AGENT_NOT_FOUND' });
    expect(server.received).toHaveLength(1);
  });

  it('ends an attempt that hangs, and makes another', async () => {
    server.will(hang, json({ agents: [] }));
    expect(await open({ attemptTimeoutMs: 100 }).agents.list()).toEqual({ agents: [] });
  });

  it('ends a call whose time is over', async () => {
    server.will(hang);
    await expect(client.agents.list({ timeoutMs: 100 })).rejects.toMatchObject({
      name: 'CaxtonError',
      code: 'TIMED_OUT',
      status: 0,
    });
  });

  it('ends at once when its signal is aborted, with the reason, during a request and between two', async () => {
    const reason = new Error('Not needed any more.');
    for (const answer of [hang, refuse(503, 'UNAVAILABLE', { 'retry-after': '20' })]) {
      const abort = new AbortController();
      server.will((response, request) => {
        answer(response, request);
        setTimeout(() => {
          abort.abort(reason);
        }, 50);
      });
      await expect(client.agents.list({ signal: abort.signal })).rejects.toBe(reason);
    }
    const before = AbortSignal.abort(reason);
    await expect(client.agents.list({ signal: before })).rejects.toBe(reason);
    expect(server.received).toHaveLength(2);
  });

  it('tells each bad field, what to do, and under which name the log tells more', async () => {
    const errors = [{ field: 'capabilities[0]', rule: 'pattern', message: 'must be kebab-case' }];
    const suggestion = 'Correct each field.';
    server.will(refuse(422, 'INVALID_AGENT_CONFIGURATION', {}, { errors, suggestion }));
    await expect(client.agents.deploy(agent)).rejects.toMatchObject({
      name: 'CaxtonError',
      code: 'INVALID_AGENT_CONFIGURATION',
      message: 'It is INVALID_AGENT_CONFIGURATION.',
      status: 422,
      fields: errors,
      suggestion,
      requestId: 'req-1',
    });
  });

  it('tells of an answer that is not one of Caxton', async () => {
    const page = '<html>Bad gateway</html>';
    server.will((response) => response.writeHead(403, { 'x-request-id': 'proxy-1' }).end(page));
    await expect(client.agents.list()).rejects.toMatchObject({
      code: 'UNEXPECTED_ANSWER',
      status: 403,
      requestId: 'proxy-1',
      details: { answer: page },
    });
    server.will((response) => response.writeHead(200).end(page));
    await expect(client.agents.list()).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
  });

  it('does not carry the key to where a redirect points', async () => {
    server.will((response) => response.writeHead(302, { location: `${server.url}/x` }).end());
    await expect(client.agents.list()).rejects.toMatchObject({ status: 302 });
    expect(server.received).toHaveLength(1);
  });

  it('keeps a path of the address, and refuses one that is none', async () => {
    server.will(json({ agents: [] }));
    await new CaxtonClient(`${server.url}/caxton/`).agents.list();
    expect(server.received[0]?.url).toBe('/caxton/api/v1/agents');
    for (const wrong of ['localhost:8080', 'ftp://localhost', ''])
      expect(() => new CaxtonClient(wrong)).toThrow(TypeError);
  });
});
