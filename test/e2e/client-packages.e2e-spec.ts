import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { CaxtonClient } from '#client';
import { packageRoot } from '#platform';
import {
  createDataDir,
  ServerUnderTest,
  type RunningServer,
} from '../support/server-under-test.js';
import { describeWith, serverUrl } from '../support/test-servers.js';
import { EmptyProject } from './clients/empty-project.js';

const run = promisify(execFile);
const read = (name: string): string =>
  readFileSync(join(import.meta.dirname, 'clients', name), 'utf8');

const data = createDataDir();
let server: RunningServer;
let key: string;

/** What the quick start prints, with the address and the key of this run. */
const ofThisRun = (text: string): string =>
  text.replaceAll('http://localhost:8080', server.url).replaceAll('your-api-key', key);

/** The first block of a language in docs/clients.md. */
function example(language: string): string {
  const page = readFileSync(join(packageRoot(), 'docs/clients.md'), 'utf8');
  return page.split(`\`\`\`${language}\n`)[1]?.split('```')[0] ?? '';
}

beforeAll(async () => {
  server = await ServerUnderTest.start({
    settings: {
      CAXTON_DATA_DIR: data.path,
      CAXTON_AGENTS_DIR: `${import.meta.dirname}/agents`,
    },
  });
  const scopes = ['agents:read', 'agents:write', 'messages:send', 'conversations:read'] as const;
  const made = await new CaxtonClient(server.url).keys.create({ name: 'e2e', scopes: [...scopes] });
  key = made.key ?? '';
});
afterAll(async () => {
  await server.process.stop();
  data.remove();
});

describe('@caxton/client, packed and installed into an empty project', () => {
  let project: EmptyProject;

  beforeAll(async () => {
    project = await EmptyProject.withClient();
  });
  afterAll(() => {
    project.remove();
  });

  it('brings nothing along', async () => {
    const tree = JSON.parse(await project.run('npm', 'ls', '--all', '--json')) as {
      dependencies: Record<string, { dependencies?: object }>;
    };
    expect(Object.keys(tree.dependencies)).toEqual(['@caxton/client']);
    expect(tree.dependencies['@caxton/client']?.dependencies).toBeUndefined();
  });

  it.each([
    ['a page', { module: 'preserve', lib: ['ES2023', 'DOM'], types: [] }, ['esm.mts']],
    ['Node', { module: 'nodenext', lib: ['ES2023'], types: ['node'] }, ['esm.mts', 'cjs.cts']],
  ])('is type-checked, also its own declarations, as a part of %s', async (_where, more, files) => {
    project.write('esm.mts', read('uses.mts.txt'));
    project.write('cjs.cts', read('uses.cts.txt'));
    const typeRoots = [join(packageRoot(), 'node_modules/@types')];
    const compilerOptions = { strict: true, noEmit: true, skipLibCheck: false, typeRoots, ...more };
    project.write('tsconfig.json', JSON.stringify({ compilerOptions, files }));
    expect(await project.check('tsconfig.json')).toBe('');
  });

  it('runs as an ES module', async () => {
    project.write(
      'main.mjs',
      `import Client, { CaxtonClient } from '@caxton/client';
      const client = new Client(process.argv[2]);
      const message = { capability: 'echo', content: { from: 'ESM' } };
      const { content } = await client.messages.sendAndWait(message);
      console.log(JSON.stringify([content, Client === CaxtonClient]));`,
    );
    const printed = await project.run(process.execPath, 'main.mjs', server.url);
    expect(JSON.parse(printed)).toEqual([{ said: { from: 'ESM' } }, true]);
  });

  it('runs as CommonJS, where what is required is the class', async () => {
    project.write(
      'main.cjs',
      `const CaxtonClient = require('@caxton/client');
      const { CaxtonError } = CaxtonClient;
      new CaxtonClient(process.argv[2]).agents.get('Nobody').catch((error) => {
        console.log(JSON.stringify([error instanceof CaxtonError, error.code]));
      });`,
    );
    const printed = await project.run(process.execPath, 'main.cjs', server.url);
    expect(JSON.parse(printed)).toEqual([true, 'AGENT_NOT_FOUND']);
  });

  it('runs in a bundled page, where there is nothing but what browsers have', async () => {
    const bundled = await build({
      stdin: {
        contents: `(async () => { ${read('page.js.txt').replace(/^import .*$/m, '')} })().catch(fail);
          import { CaxtonClient, verifyWebhook } from '@caxton/client';`,
        resolveDir: project.folder,
      },
      bundle: true,
      write: false,
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
    });
    const reported = new Promise((report, fail) => {
      runInContext(bundled.outputFiles[0]?.text ?? '', createPage({ report, fail }));
    });
    expect(await reported).toEqual({
      content: { said: { from: 'a page' } },
      last: 'conversation.completed',
      refused: 'BAD_SIGNATURE',
    });
  });

  it('runs the first example of docs/clients.md', async () => {
    project.write('example.mjs', ofThisRun(example('js')));
    expect(await project.run(process.execPath, 'example.mjs')).toMatch(/^\{[^]*\}\n$/);
  });
});

describeWith(['python'], 'the Python client', () => {
  const folder = join(packageRoot(), 'clients/python');
  const python = async (args: readonly string[]): Promise<string> => {
    const settings = { CAXTON_URL: server.url, CAXTON_API_KEY: key, PYTHONPATH: folder };
    const { stdout, stderr } = await run(serverUrl('python'), ['-B', ...args], {
      cwd: folder,
      env: { ...process.env, ...settings },
      timeout: 60_000,
    });
    return `${stdout}${stderr}`;
  };

  it('passes its own specification against this server, nothing left out', async () => {
    const printed = await python(['-m', 'unittest']);
    expect(printed).toMatch(/^Ran [1-9]\d+ tests/m);
    expect(printed).toMatch(/^OK$/m);
  });

  it('runs the example of docs/clients.md', async () => {
    const printed = await python(['-c', ofThisRun(example('python'))]);
    expect(printed).toMatch(/^\{[^]*1 message\.accepted[^]*conversation\.completed\n$/);
  });
});

/** The globals of a page, and none of Node. */
function createPage(doors: { report: unknown; fail: unknown }): object {
  const names = [
    ...['AbortController', 'AbortSignal', 'Blob', 'Headers', 'Response', 'TextDecoder'],
    ...['TextEncoder', 'URL', 'URLSearchParams', 'atob', 'clearTimeout', 'crypto', 'fetch'],
    ...['performance', 'setTimeout'],
  ];
  const globals = globalThis as unknown as Record<string, unknown>;
  const web = Object.fromEntries(names.map((name) => [name, globals[name]]));
  return createContext({ ...web, ...doors, baseUrl: server.url });
}
