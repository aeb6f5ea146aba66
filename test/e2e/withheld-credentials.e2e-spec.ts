import { join } from 'node:path';
import { packageRoot } from '#platform';
import {
  adminPassword as password,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

interface Answered {
  readonly message_id: string;
  readonly reply: { readonly content: { readonly said: Record<string, string> } };
}

describe('credentials of a server that requires them', () => {
  const data = createDataDir();
  let server: RunningServer;
  let token = '';

  const post = async <T>(path: string, body: object): Promise<T> => {
    const response = await fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return (await response.json()) as T;
  };

  beforeAll(async () => {
    const settings = {
      CAXTON_DATA_DIR: data.path,
      CAXTON_AUTH: 'required',
      CAXTON_AGENTS_DIR: join(packageRoot(), 'test/e2e/agents'),
    };
    server = await ServerUnderTest.start({ settings });
  });
  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('are not told by an agent that was given them, and the metrics count them', async () => {
    const login = { username: 'admin', password };
    const session = await post<{ token: string; refresh_token: string }>(
      '/api/v1/auth/login',
      login,
    );
    token = session.token;
    const { key } = await post<{ key: string }>('/api/v1/keys', {
      ...{ name: 'ci', scopes: ['agents:read'] },
    });
    const { signing_secret: secret } = await post<{ signing_secret: string }>('/api/v1/webhooks', {
      ...{ url: 'https://your-app.com/webhooks', events: ['message.response'] },
    });
    const content = { a: token, b: `It is ${session.refresh_token}.`, c: key, d: `${secret}!` };
    const { reply } = await post<Answered>('/api/v1/messages', {
      ...{ capability: 'echo', content, wait: '20s' },
    });
    expect(reply.content.said).toEqual({
      a: '[access token withheld]',
      b: 'It is [refresh token withheld].',
      c: '[api key withheld]',
      d: '[webhook secret withheld]!',
    });
    const metrics = await (await fetch(server.metricsUrl)).text();
    expect(metrics).toContain('caxton_credentials_withheld_total{kind="access_token"} 1');
    expect(metrics).toContain('caxton_credentials_withheld_total{kind="webhook_secret"} 1');
  });
});
