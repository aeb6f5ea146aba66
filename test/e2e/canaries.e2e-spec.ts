import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  adminPassword,
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

/** Letters that are nowhere else: a hit is a leak. */
const canary = (name: string): string => `canary-${name}-${randomBytes(12).toString('hex')}`;

const own = {
  password: canary('password'),
  newPassword: canary('new-password'),
  wrongPassword: canary('wrong-password'),
  wrongKey: canary('wrong-key'),
  wrongToken: canary('wrong-token'),
  basic: canary('basic'),
  cookie: canary('cookie'),
  query: canary('query'),
  modelKey: canary('model-key'),
  embeddingKey: canary('embedding-key'),
  toolSecret: canary('tool-secret'),
};

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every file below a folder that holds one of the texts: `name in file`. */
function findIn(folder: string, texts: ReadonlyMap<string, string>): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .flatMap((file) => {
      const bytes = readFileSync(join(file.parentPath, file.name));
      return [...texts]
        .filter(([, text]) => bytes.includes(text))
        .map(([name]) => `${name} in ${file.name}`);
    });
}

describe('secrets that were shown to the server, or given by it', () => {
  const data = createDataDir();
  const given = new Map<string, string>(Object.entries(own));
  const answers: string[] = [];
  let server: RunningServer;
  let admin: Record<string, string>;

  const send = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body?: object,
  ): Promise<{ readonly status: number; readonly text: string }> => {
    const type: Record<string, string> =
      body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${server.url}${path}`, {
      method,
      headers: { ...type, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  };
  const get = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<Record<string, string>> =>
    JSON.parse((await send(method, path, admin, body)).text) as Record<string, string>;

  /** Everything that takes secrets or gives some. */
  const useSecrets = async (): Promise<void> => {
    await get('POST', '/api/v1/users', {
      username: 'bird',
      roles: ['viewer'],
      password: own.password,
    });
    const session = { username: 'bird', password: own.password };
    const first = await get('POST', '/api/v1/auth/login', session);
    const next = await get('POST', '/api/v1/auth/refresh', {
      refresh_token: first['refresh_token'],
    });
    const key = await get('POST', '/api/v1/keys', { name: 'bird', scopes: ['agents:read'] });
    for (const [name, text] of Object.entries({
      'access token': first['token'],
      'refresh token': first['refresh_token'],
      'next refresh token': next['refresh_token'],
      key: key['key']?.split('_')[3],
      'signing part': next['token']?.split('.')[2],
    }))
      given.set(name, text ?? '');
    await send(
      'POST',
      '/api/v1/auth/password',
      { authorization: `Bearer ${next['token'] ?? ''}` },
      {
        current_password: own.password,
        new_password: own.newPassword,
      },
    );
    await send('POST', '/api/v1/agents', admin, {
      name: 'Bird',
      capabilities: ['sing'],
      system_prompt: 'Sing.',
    });
    await send('POST', '/api/v1/messages?wait=3s', admin, {
      capability: 'sing',
      performative: 'request',
      content: { text: 'Sing' },
    });
  };

  /** Wrong ones, in every place, at every operation. */
  const tryWrongOnes = async (): Promise<void> => {
    const { paths } = JSON.parse((await send('GET', '/openapi.json', {})).text) as Document;
    const shown = [
      { 'x-api-key': own.wrongKey },
      { authorization: `Bearer ${own.wrongToken}` },
      { authorization: `Basic ${own.basic}` },
      { cookie: `session=${own.cookie}` },
    ];
    for (const [path, methods] of Object.entries(paths))
      for (const method of Object.keys(methods))
        for (const headers of shown) {
          const place = `${path.replaceAll(/\{\w+\}/g, 'x')}?api_key=${own.query}`;
          const body = ['get', 'delete'].includes(method)
            ? undefined
            : { password: own.wrongPassword, username: 'bird', token: own.wrongToken };
          answers.push((await send(method.toUpperCase(), place, headers, body)).text);
        }
  };

  beforeAll(async () => {
    server = await ServerUnderTest.start({
      settings: {
        CAXTON_DATA_DIR: data.path,
        CAXTON_AUTH: 'required',
        CAXTON_LOG_LEVEL: 'trace',
        CAXTON_RATE_LIMIT: '0',
        CAXTON_RATE_LIMIT_ADDRESS: '0',
        CAXTON_RATE_LIMIT_LOGIN: '0',
        CAXTON_LLM_BASE_URL: 'http://127.0.0.1:9/v1',
        CAXTON_LLM_MODEL: 'none',
        CAXTON_LLM_API_KEY: own.modelKey,
        CAXTON_EMBEDDING_PROVIDER: 'openai-compatible',
        CAXTON_EMBEDDING_MODEL: 'none',
        CAXTON_EMBEDDING_BASE_URL: 'http://127.0.0.1:9/v1',
        CAXTON_EMBEDDING_API_KEY: own.embeddingKey,
        CAXTON_SECRET_CANARY: own.toolSecret,
      },
    });
    admin = {};
    const login = await get('POST', '/api/v1/auth/login', {
      username: 'admin',
      password: adminPassword,
    });
    admin = { authorization: `Bearer ${login['token'] ?? ''}` };
  });
  afterAll(() => {
    data.remove();
  });

  it('are in no log, no metric, no error and no file of the database', async () => {
    await useSecrets();
    await tryWrongOnes();
    answers.push(await (await fetch(server.metricsUrl)).text());
    const { output } = await server.process.stop();

    expect([...given].filter(([, text]) => text.length < 20)).toEqual([]);
    expect(output.length).toBeGreaterThan(10_000);
    const found = [...given].flatMap(([name, text]) => [
      ...(output.includes(text) ? [`${name} in the log`] : []),
      ...(answers.some((answer) => answer.includes(text)) ? [`${name} in an answer`] : []),
    ]);
    expect([...found, ...findIn(data.path, given)]).toEqual([]);
    // The search finds what is there: the name of the user is in the files.
    expect(findIn(data.path, new Map([['name', 'bird']]))).not.toEqual([]);
  });
});
