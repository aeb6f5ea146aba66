import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ContractFetch } from '../support/contract-fetch.js';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';

const root = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);

interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, unknown>>;
  };
  readonly responses: Readonly<Record<string, unknown>>;
}

describe('the documentation that the server serves', () => {
  const data = createDataDir();
  let server: RunningServer;
  let api: ContractFetch;

  beforeAll(async () => {
    server = await ServerUnderTest.start({ settings: { CAXTON_DATA_DIR: data.path } });
    api = await ContractFetch.of(server.url);
  });

  afterAll(async () => {
    await server.process.stop();
    data.remove();
  });

  it('is an OpenAPI 3.1 document that a strict linter passes', async () => {
    const { body } = await api.call('/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    const file = join(data.path, 'openapi.json');
    writeFileSync(file, JSON.stringify(body));
    const redocly = require.resolve('@redocly/cli/bin/cli.js');
    const args = [redocly, 'lint', '--config', join(root, 'redocly.yaml'), file];
    const lint = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    });
    let said = '';
    for (const stream of [lint.stdout, lint.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    const [code] = (await once(lint, 'close')) as [number];
    expect({ code, said: code === 0 ? '' : said }).toEqual({ code: 0, said: '' });
  });

  it('describes every operation: id, summary, tag, and how it fails', async () => {
    const { body } = await api.call<{
      readonly paths: Record<string, Record<string, Operation>>;
      readonly tags: readonly { readonly name: string }[];
    }>('/openapi.json');
    const operations = Object.values(body.paths).flatMap((path) => Object.values(path));
    expect(operations.length).toBeGreaterThan(15);
    const chapters = body.tags.map(({ name }) => name);
    for (const { operationId, summary, tags, responses } of operations) {
      expect(operationId).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary).not.toBe('');
      // A chapter that the document does not list stands behind all others, without a word about it.
      expect(chapters).toContain(tags?.join(', '));
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '500', '503']));
    }
  });

  it('says of every body whether it may be left out', async () => {
    const { body } = await api.call<{ paths: Record<string, Record<string, Operation>> }>(
      '/openapi.json',
    );
    expect(JSON.stringify(body)).not.toContain('x-may-be-left-out');
    const taking = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { operationId, requestBody }]) =>
        requestBody?.content['application/json'] === undefined
          ? []
          : [{ operationId, method, path, isRequired: requestBody.required === true }],
      ),
    );
    const optional = taking.filter(({ isRequired }) => !isRequired);
    expect(optional.map(({ operationId }) => operationId).sort()).toEqual([
      ...['cancelBatch', 'cancelConversation', 'cancelMessage', 'rotateKey'],
    ]);
    // Without a body and about what is not there: refused for the one reason or for the other.
    for (const { method, path, isRequired } of taking) {
      const place = path.replaceAll(/\{\w+\}/g, 'msg-not-there');
      const { status, body: answer } = await api.call(place, { method: method.toUpperCase() });
      const isMissed = JSON.stringify(answer).includes('send a JSON object');
      expect([path, status >= 400 && status < 500]).toEqual([path, true]);
      expect([path, isMissed && !isRequired]).toEqual([path, false]);
    }
  });

  it('is a page on which every call can be tried', async () => {
    const page = await fetch(`${server.url}/docs`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('swagger-ui');
    const start = await (await fetch(`${server.url}/docs/swagger-ui-init.js`)).text();
    expect(start).toContain('"/api/v1/messages"');
    // On whichever port it runs, the example that is filled in leads to its data.
    expect(start).toContain(`${server.url}/examples/airline-passengers.csv`);
    const script = await fetch(`${server.url}/docs/swagger-ui-bundle.js`);
    expect(script.status).toBe(200);
    // What the page needs is allowed, what a page of another site would want is not.
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(page.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is where the root leads: browsers are sent there, programs are told', async () => {
    const browser = await fetch(server.url, {
      headers: { accept: 'text/html' },
      redirect: 'manual',
    });
    expect([browser.status, browser.headers.get('location')]).toEqual([302, '/docs']);
    const { body } = await api.call('/');
    expect(body).toMatchObject({ name: 'caxton', docs: '/docs', openapi: '/openapi.json' });
  });

  it('comes with real data to try agents on', async () => {
    const { headers, body } = await api.call<string>('/examples/airline-passengers.csv');
    expect(headers.get('content-type')).toContain('text/csv');
    expect(body.trim().split(/\r?\n/)).toHaveLength(145);
  });

  it('lists the real data that it comes with, and names it to who asks for other', async () => {
    const name = 'airline-passengers.csv';
    const { body } = await api.call<{ examples: { path: string; size_bytes: number }[] }>(
      '/examples/',
    );
    const listed = { name, path: `/examples/${name}`, media_type: 'text/csv' };
    const [file] = body.examples.filter(({ path }) => path === listed.path);
    expect(file).toMatchObject(listed);
    const text = await (await fetch(`${server.url}${listed.path}`)).text();
    expect(file?.size_bytes).toBe(Buffer.byteLength(text));
    expect(await api.call('/examples/sales.csv')).toMatchObject({
      status: 404,
      body: {
        error: {
          code: 'ROUTE_NOT_FOUND',
          message: expect.stringContaining(name) as string,
          details: { examples: expect.arrayContaining([name]) as string[] },
        },
      },
    });
  });
});
